import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { FlowAhead } from "@/components/booking/flow-ahead";
import { HoursTable } from "@/components/booking/hours-table";
import { OpeningLine } from "@/components/booking/opening-line";
import { People } from "@/components/booking/people";
import { ServiceRows } from "@/components/booking/service-rows";
import { forBrowser } from "@/components/booking/types";
import { Cover } from "@/components/brand/cover";
import { ButtonLink } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Photo } from "@/components/ui/photo";
import { LetterSign, PhoneSign, PlaceSign } from "@/components/ui/signs";
import { EmptyState } from "@/components/ui/states";
import { hoursThisWeek, openingState } from "@/lib/business/opening";
import { businessData } from "@/lib/business/structured-data";
import { visitorsPage } from "@/lib/business/visitor-data";
import { env } from "@/lib/env";
import { zoneTime } from "@/lib/format";
import { alternates } from "@/lib/i18n/alternates";
import { words } from "@/lib/i18n/request";
import { localDateOf } from "@/lib/scheduling/zone";
import { nonce, visitor } from "../../visitor";
import { NextFree } from "./next-free";

interface PageProps {
  params: Promise<{ business: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const page = await visitorsPage((await params).business);
  if (!page) return {};
  const { business } = page;
  const t = await words("home");
  const title = business.city
    ? t("place", { name: business.name, city: business.city })
    : business.name;
  const description = [business.tagline, t("description")].filter(Boolean).join(". ");
  return {
    title: { absolute: title },
    description,
    alternates: alternates(`/${business.slug}`),
    openGraph: {
      title,
      description,
      type: "website",
      ...(business.photoUrl ? { images: [business.photoUrl] } : {}),
    },
  };
}

/** A business as visitors see it: what can be booked and how soon, who is there, when and where. */
export default async function BusinessPage({ params, searchParams }: PageProps) {
  const [page, query] = await Promise.all([visitorsPage((await params).business), searchParams]);
  if (!page) notFound();
  const { business, services, staff } = page;
  const now = Date.now();
  const [{ zone, locale }, t] = await Promise.all([visitor(business), words("home")]);
  const place = [business.address, business.city].filter(Boolean).join(", ");
  const offered = services.filter((service) => service.staff.length > 0);
  // A person in the address: what can be booked with them, and each link says with whom.
  const wish = staff.find(({ slug }) => slug === query.staff);
  const theirs = offered.filter((service) => service.staff.some(({ slug }) => slug === wish?.slug));
  const chosen = theirs.length > 0 ? wish : undefined;
  const bookable = chosen ? theirs : offered;

  const whereTo = {
    base: `/${business.slug}`,
    query: chosen ? `?staff=${chosen.slug}` : "",
  };

  return (
    <main id="main" className="gutter mx-auto w-full max-w-6xl flex-1 pt-4 pb-16 sm:pt-6">
      <script
        type="application/ld+json"
        nonce={await nonce()}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: a data block, with every "<" escaped
        dangerouslySetInnerHTML={{
          __html: businessData(page, `${env().APP_URL}/${business.slug}`),
        }}
      />
      <FlowAhead />
      <Cover name={business.name} photo={business.photoUrl} className="h-40 sm:h-60" />
      <div className="mt-8 grid gap-x-16 gap-y-12 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div>
          <h1 className="flex items-center gap-4 font-display text-2xl">
            {business.logoUrl && (
              <Photo
                src={business.logoUrl}
                alt=""
                width={56}
                height={56}
                sizes="3.5rem"
                first
                className="size-14 shrink-0 rounded-md object-cover"
              />
            )}
            {business.name}
          </h1>
          {business.tagline && (
            <p className="mt-2 text-lg text-muted">
              <bdi>{business.tagline}</bdi>
            </p>
          )}
          <div className="mt-5 space-y-1.5">
            <OpeningLine
              state={openingState(business.layer, business.timeZone, now)}
              zone={business.timeZone}
              locale={locale}
              now={now}
            />
            {place && (
              <p className="flex items-start gap-2">
                <PlaceSign className="mt-0.75 size-4.5 shrink-0 text-muted" />
                <a href={mapLink(business.name, place)} rel="noreferrer" className="prose-link">
                  {place}
                </a>
              </p>
            )}
          </div>
          {business.about && (
            <p className="mt-5 max-w-prose">
              <bdi>{business.about}</bdi>
            </p>
          )}

          <section aria-labelledby="services" id="book" className="mt-12 scroll-mt-6">
            <h2 id="services" className="mb-6 font-display text-xl">
              {t("book")}
            </h2>
            {chosen && (
              <p className="-mt-4 mb-4 flex flex-wrap items-center gap-x-4">
                {t("withPerson", { name: chosen.name })}
                <Link
                  href={`/${business.slug}`}
                  className="prose-link inline-flex min-h-11 items-center"
                >
                  {t("everyone")}
                </Link>
              </p>
            )}
            {bookable.length > 0 ? (
              <ServiceRows
                business={business}
                place={whereTo}
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
                    place={whereTo}
                    service={service}
                    staff={chosen?.slug}
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
          </section>

          {staff.length > 0 && (
            <section aria-labelledby="people" className="mt-14">
              <h2 id="people" className="mb-6 font-display text-xl">
                {t("people")}
              </h2>
              <People
                staff={staff}
                bookWith={({ slug }) =>
                  offered.some((service) => service.staff.some((one) => one.slug === slug))
                    ? `/${business.slug}?staff=${slug}#book`
                    : null
                }
              />
            </section>
          )}
        </div>

        <aside className="space-y-10 lg:pt-3">
          <section aria-labelledby="hours">
            <h2 id="hours" className="mb-2 font-medium text-lg">
              {t("hours")}
            </h2>
            <HoursTable
              days={hoursThisWeek(business.layer, business.timeZone, now, business.weekStartsOn)}
              today={localDateOf(business.timeZone, now)}
              locale={locale}
            />
            <p className="mt-2 text-muted text-sm">{zoneTime(business.timeZone, locale)}</p>
          </section>
          {(business.phone || business.email) && (
            <section aria-labelledby="contact">
              <h2 id="contact" className="mb-2 font-medium text-lg">
                {t("contact")}
              </h2>
              {business.phone && (
                <a href={`tel:${business.phone.replace(/[^+\d]/g, "")}`} className={contact}>
                  <PhoneSign />
                  <bdi dir="ltr">{business.phone}</bdi>
                </a>
              )}
              {business.email && (
                <a href={`mailto:${business.email}`} className={contact}>
                  <LetterSign />
                  <bdi dir="ltr">{business.email}</bdi>
                </a>
              )}
            </section>
          )}
          {business.policyText && (
            <section aria-labelledby="policy">
              <h2 id="policy" className="mb-2 font-medium text-lg">
                {t("goodToKnow")}
              </h2>
              <p className="text-muted">
                <bdi>{business.policyText}</bdi>
              </p>
            </section>
          )}
        </aside>
      </div>
      {bookable.length > 0 && (
        <div
          data-sticky
          className="gutter fixed inset-x-0 bottom-0 z-20 border-line border-t bg-raised py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] lg:hidden print:hidden"
        >
          <ButtonLink
            href={
              bookable.length === 1
                ? `${whereTo.base}/${bookable[0]!.slug}${whereTo.query}`
                : "#book"
            }
            variant="primary"
            size="lg"
            block
          >
            {t("book")}
          </ButtonLink>
        </div>
      )}
    </main>
  );
}

const contact =
  "prose-link flex min-h-11 items-center gap-2 [overflow-wrap:anywhere] [&_svg]:size-4.5 [&_svg]:shrink-0 [&_svg]:text-muted";

/** A search for the place on a map that everybody can open; on phones their own map app takes it. */
function mapLink(name: string, place: string): string {
  return `https://www.openstreetmap.org/search?query=${encodeURIComponent(`${name}, ${place}`)}`;
}
