import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Booking } from "@/components/booking/booking";
import { Speak } from "@/components/i18n/speak";
import { Link } from "@/components/ui/link";
import { followMove } from "@/lib/business/moved";
import { countView } from "@/lib/business/views";
import { visitorsPage } from "@/lib/business/visitor-data";
import { lasting, queryOf } from "@/lib/embed/address";
import { words } from "@/lib/i18n/request";
import { flowFor } from "../../../[business]/[service]/flow";
import { visitor } from "../../../visitor";

interface PageProps {
  params: Promise<{ business: string; service: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { business, service: wanted } = await params;
  const page = await visitorsPage(business);
  const service = page?.services.find((one) => one.slug === wanted);
  if (!page || !service) return {};
  return {
    title: { absolute: `${service.name} · ${page.business.name}` },
    alternates: { canonical: `/${business}/${wanted}` },
  };
}

/** Choose a time and book it, in a frame on another website. No cookie reaches it: its address says what one would. */
export default async function FramedService({ params, searchParams }: PageProps) {
  const [{ business: slug, service: wanted }, query] = await Promise.all([params, searchParams]);
  const page = await visitorsPage(slug);
  const service = page?.services.find((one) => one.slug === wanted);
  if (page && !service) await followMove(slug, wanted);
  if (!page || !service) notFound();
  await countView(slug, wanted);
  const flow = await flowFor(page, service, query, await visitor(page.business, query), Date.now());
  const [address, t] = [queryOf(query), await words("embed")];
  return (
    <main id="main" className="px-4 py-4 sm:px-6">
      {query.list === "1" && (
        <Link
          href={`/embed/${slug}${lasting(address)}`}
          className="-ms-1 mb-1 inline-flex min-h-11 items-center gap-1.5 rounded-sm px-1 text-muted hover:text-ink"
        >
          <ArrowLeft aria-hidden="true" className="size-4 rtl:rotate-180" />
          {t("allServices")}
        </Link>
      )}
      <h1 className="font-display text-xl">{service.name}</h1>
      {service.description && <p className="mt-1 max-w-prose text-muted">{service.description}</p>}
      <div className="mt-6">
        <Speak words={["picker", "facts", "details", "series", "problems", "refusals"]}>
          <Booking {...flow} framed />
        </Speak>
      </div>
    </main>
  );
}
