import { useWords } from "#words";
import { Avatar } from "@/components/ui/avatar";
import { Link } from "@/components/ui/link";
import type { PublicStaff } from "@/lib/business/schema";

/** Who works here, with their faces, and the way to their times. */
export function People({
  staff,
  bookWith,
}: {
  staff: PublicStaff[];
  /** Where somebody's times are; null for a person who cannot be booked. */
  bookWith: (person: PublicStaff) => string | null;
}) {
  const t = useWords("home");
  return (
    <ul className="grid gap-x-10 gap-y-7 sm:grid-cols-2">
      {staff.map((person) => {
        const href = bookWith(person);
        return (
          <li key={person.slug} className="flex gap-4">
            <Avatar name={person.name} src={person.photoUrl} staff={person.hue} size="lg" />
            <div className="min-w-0">
              <h3 className="font-medium">{person.name}</h3>
              {person.title && (
                <p className="text-muted text-sm">
                  <bdi>{person.title}</bdi>
                </p>
              )}
              {person.bio && (
                <p className="mt-1 max-w-prose">
                  <bdi>{person.bio}</bdi>
                </p>
              )}
              {href && (
                <Link
                  href={href}
                  prefetch={false}
                  className="prose-link inline-flex min-h-11 items-center text-sm"
                >
                  {t("bookWith", { name: person.name })}
                </Link>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
