import { Avatar } from "@/components/ui/avatar";
import type { PublicStaff } from "@/lib/business/schema";

/** Who works here, with their faces. */
export function People({ staff }: { staff: PublicStaff[] }) {
  return (
    <ul className="grid gap-x-10 gap-y-7 sm:grid-cols-2">
      {staff.map((person) => (
        <li key={person.slug} className="flex gap-4">
          <Avatar name={person.name} src={person.photoUrl} staff={person.hue} size="lg" />
          <div className="min-w-0">
            <h3 className="font-medium">{person.name}</h3>
            {person.title && <p className="text-muted text-sm">{person.title}</p>}
            {person.bio && <p className="mt-1 max-w-prose">{person.bio}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}
