import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Booking } from "@/components/booking/booking";
import { Speak } from "@/components/i18n/speak";
import { Link } from "@/components/ui/link";
import { BackSign } from "@/components/ui/signs";
import { serviceData } from "@/lib/business/structured-data";
import { countView } from "@/lib/business/views";
import { visitorsPage } from "@/lib/business/visitor-data";
import { env } from "@/lib/env";
import { alternates } from "@/lib/i18n/alternates";
import { words } from "@/lib/i18n/request";
import { nonce, visitor } from "../../visitor";
import { flowFor } from "./flow";

interface PageProps {
  params: Promise<{ business: string; service: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { business: slug, service: wanted } = await params;
  const page = await visitorsPage(slug);
  const service = page?.services.find((one) => one.slug === wanted);
  if (!page || !service) return {};
  const title = { absolute: `${service.name} · ${page.business.name}` };
  const { name, city } = page.business;
  const t = await words("home");
  const description =
    service.description || t("bookAt", { service: service.name, business: name, city });
  return {
    title,
    description,
    alternates: alternates(`/${slug}/${wanted}`),
    openGraph: { title: title.absolute, description, type: "website" },
  };
}

/** Choose a time and book it. The times of the first days with room come with the page. */
export default async function ServicePage({ params, searchParams }: PageProps) {
  const { business: slug, service: wanted } = await params;
  const page = await visitorsPage(slug);
  const service = page?.services.find((one) => one.slug === wanted);
  if (!page || !service) notFound();
  const { business } = page;
  await countView(business.slug, service.slug);
  const [query, view] = await Promise.all([searchParams, visitor(business)]);
  const flow = await flowFor(page, service, query, view, Date.now());

  return (
    <main id="main" className="gutter mx-auto w-full max-w-6xl flex-1 pt-4 pb-16">
      <script
        type="application/ld+json"
        nonce={await nonce()}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: a data block, with every "<" escaped
        dangerouslySetInnerHTML={{
          __html: serviceData(page, service, `${env().APP_URL}/${slug}`),
        }}
      />
      <Link
        href={`/${slug}`}
        className="-ms-1 inline-flex min-h-11 items-center gap-1.5 rounded-sm px-1 text-muted hover:text-ink"
      >
        <BackSign className="size-4 rtl:rotate-180" />
        {business.name}
      </Link>
      <h1 className="mt-2 font-display text-2xl">{service.name}</h1>
      {service.description && (
        <p className="mt-2 mb-8 max-w-prose text-lg text-muted">
          <bdi>{service.description}</bdi>
        </p>
      )}
      <div className="mt-8">
        <Speak words={["picker", "facts", "details", "series", "problems", "refusals"]}>
          <Booking {...flow} />
        </Speak>
      </div>
    </main>
  );
}
