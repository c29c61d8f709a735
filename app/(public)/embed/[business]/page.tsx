import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ServiceRows } from "@/components/booking/service-rows";
import { forBrowser } from "@/components/booking/types";
import { EmptyState } from "@/components/ui/states";
import { visitorsPage } from "@/lib/business/visitor-data";
import { lasting, queryOf } from "@/lib/embed/address";
import { words } from "@/lib/i18n/request";
import { NextFree } from "../../[business]/(home)/next-free";
import { visitor } from "../../visitor";

interface PageProps {
  params: Promise<{ business: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const page = await visitorsPage((await params).business);
  return page
    ? {
        title: { absolute: page.business.name },
        alternates: { canonical: `/${page.business.slug}` },
      }
    : {};
}

/** What can be booked, in a frame; with a person in the address, what can be booked with them. */
export default async function FramedServices({ params, searchParams }: PageProps) {
  const [page, query] = await Promise.all([visitorsPage((await params).business), searchParams]);
  if (!page) notFound();
  const { business, services } = page;
  const [{ zone, locale }, t] = await Promise.all([visitor(business, query), words("home")]);
  const now = Date.now();
  const staff = page.staff.find(({ slug }) => slug === query.staff)?.slug;
  const bookable = services.filter(({ staff: skills }) =>
    staff ? skills.some(({ slug }) => slug === staff) : skills.length > 0,
  );
  const address = queryOf({ ...query, list: "1" });
  const place = {
    base: `/embed/${business.slug}`,
    query: `${lasting(address)}${staff ? `&staff=${staff}` : ""}`,
  };
  return (
    <main id="main" className="px-4 py-4 sm:px-6">
      <h1 className="mb-6 font-display text-xl">{t("book")}</h1>
      {bookable.length > 0 ? (
        <ServiceRows
          business={business}
          place={place}
          rows={bookable.map((service) => ({
            service: forBrowser(page, service).service,
            description: service.description,
            category: service.category,
            photoUrl: service.photoUrl,
          }))}
          locale={locale}
          nextFree={(service) => (
            <NextFree
              business={business}
              place={place}
              service={service}
              staff={staff}
              zone={zone}
              locale={locale}
              now={now}
            />
          )}
        />
      ) : (
        <EmptyState title={t("empty")}>
          {t("settingUp", { name: business.name })}{" "}
          {business.phone && t("callUntilThen", { phone: business.phone })}
        </EmptyState>
      )}
    </main>
  );
}
