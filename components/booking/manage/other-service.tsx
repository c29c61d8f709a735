import { Repeat2 } from "lucide-react";
import { useWords } from "#words";
import { Link } from "@/components/ui/link";

/** Something else instead: the services that this booking may become, each on its way to a time. */
export function OtherService({
  token,
  services,
}: {
  token: string;
  services: readonly { slug: string; name: string }[];
}) {
  const t = useWords("manage");
  return (
    <details className="group rounded-md border border-line bg-surface">
      <summary className="flex min-h-11 list-none items-center justify-center gap-2 rounded-md px-4 font-medium hover:bg-sunken [&::-webkit-details-marker]:hidden">
        <Repeat2 aria-hidden="true" className="size-4.5" />
        {t("otherService")}
      </summary>
      <ul className="border-line border-t p-1">
        {services.map(({ slug, name }) => (
          <li key={slug}>
            <Link
              href={`/manage/${token}/move?service=${slug}`}
              prefetch={false}
              className="flex min-h-11 items-center rounded-md px-3 hover:bg-ink/6 focus-visible:-outline-offset-2"
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
