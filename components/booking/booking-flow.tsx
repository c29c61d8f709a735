"use client";

import { ArrowLeft } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { Activity, lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useWords } from "#words";
import { tellHost } from "@/components/embed/host";
import type { FreeTime } from "@/lib/availability/schema";
import { lasting } from "@/lib/embed/address";
import { MAX_VISIT_PARTS } from "@/lib/scheduling/sizes";
import { localDateOf } from "@/lib/scheduling/zone";
import { arise } from "./awakening";
import { DetailsSkeleton } from "./details-skeleton";
import { draftOf } from "./draft";
import { PartyChoice } from "./party-choice";
import { SlotPicker } from "./slot-picker";
import { StaffChoice } from "./staff-choice";
import { Facts } from "./summary";
import { TimesProvider, useTimesMemory } from "./times-provider";
import type { BookingBusiness, BookingService } from "./types";
import { useEarlyTyping } from "./use-early-typing";
import type { InitialTimes } from "./use-times";
import { useZone } from "./use-zone";
import { VisitChoice } from "./visit-choice";

const loadDetails = () => import("./details-form");
const DetailsForm = lazy(loadDetails);

export interface BookingFlowProps {
  business: BookingBusiness;
  service: BookingService;
  /** Services that may follow in the same visit. */
  companions: BookingService[];
  /** Whether it may be booked again and again in one go. */
  series: boolean;
  locale: string;
  zone: { shown: string; chosen: boolean };
  initial: InitialTimes;
  /** The day to open on. */
  date: string;
  /** Local dates on which the business itself is closed. */
  closed: string[];
  /** The server's clock when it rendered, epoch milliseconds. */
  now: number;
  /** Makes a repeated submit of this form one booking. */
  formKey: string;
  /** The sentence of the box that asks for consent to news; null where the business does not ask. */
  news: string | null;
  /** Who is signed in, to save typing. */
  person: { name: string; email: string } | null;
  /** In a frame on another website, where addresses begin with /embed. */
  framed?: boolean;
}

/** Choose a time, then give the details; both have an address, so that back and reload work. */
export default function BookingFlow(props: BookingFlowProps) {
  return (
    <TimesProvider>
      <Flow {...props} />
    </TimesProvider>
  );
}

function Flow(props: BookingFlowProps) {
  const { business, service, companions, locale, initial } = props;
  const t = useWords("picker");
  const params = useSearchParams();
  const at = wholeMinute(params.get("at"));
  // The form that came with the page stays as it is until its script is there; a chosen time is answered at once.
  const [cameWithPage] = useState(at !== null);
  const [ready, setReady] = useState(!cameWithPage);
  const onReady = useCallback(() => setReady(true), []);
  const [zone, setZone] = useZone(props.zone.shown, props.zone.chosen, ready || at === null);
  useEarlyTyping(draftOf(business, service), props.formKey);
  const memory = useTimesMemory();
  useEffect(() => arise(() => memory.age()), [memory]);

  const staff = service.performers.some(({ slug }) => slug === params.get("staff"))
    ? params.get("staff")!
    : "any";
  const wish = Number(params.get("party") ?? 1);
  const party = Number.isInteger(wish) && wish >= 1 && wish <= service.capacity ? wish : 1;
  const wanted = params.get("add") ?? "";
  const added = useMemo(() => partsNamed(wanted, companions), [wanted, companions]);
  const services: [BookingService, ...BookingService[]] = [service, ...added];

  const question = useMemo(
    () => ({
      source: `/api/availability?business=${business.slug}&service=${service.slug}`,
      add: added.map(({ slug }) => slug),
      staff,
      party,
      zone,
      weekStartsOn: business.weekStartsOn,
      today: localDateOf(zone, props.now),
    }),
    [business, service, added, staff, party, zone, props.now],
  );

  // The new step begins at its head, for the eye and for the screen reader; not on arrival.
  const step = at === null ? "time" : "details";
  const lastStep = useRef<string | null>(null);
  const heading = useCallback(
    (element: HTMLHeadingElement | null) => {
      if (!element || lastStep.current === step) return;
      const arrived = lastStep.current === null;
      lastStep.current = step;
      if (arrived) return;
      window.scrollTo({ top: 0 });
      tellHost({ type: "step" });
      element.focus({ preventScroll: true });
    },
    [step],
  );

  // Without a day in the address the first free one is meant, and that depends on whose calendar it is on.
  const first = initial.times[0];
  const date =
    params.get("date") ?? (first ? localDateOf(zone, Date.parse(first.start)) : props.date);

  const address = (changes: Record<string, string | null>) => {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) next.delete(name);
      else next.set(name, value);
    }
    const query = next.toString();
    return `${props.framed ? "/embed" : ""}/${business.slug}/${service.slug}${query && `?${query}`}`;
  };
  const replace = (changes: Record<string, string | null>) =>
    window.history.replaceState(null, "", address(changes));

  const facts = (time: Pick<FreeTime, "start" | "end" | "parts"> | null) => (
    <Facts
      business={business}
      services={services}
      staff={staff}
      party={party}
      time={time}
      zone={zone}
      locale={locale}
    />
  );

  if (at !== null) {
    const form = (
      <DetailsForm
        {...props}
        services={services}
        at={at}
        staff={staff}
        party={party}
        zone={zone}
        question={question}
        initial={initial}
        headingRef={heading}
        onReady={onReady}
        facts={facts}
        frame={props.framed ? lasting(params) : null}
        back={
          <a
            href={address({ at: null })}
            onClick={(event) => {
              event.preventDefault();
              window.history.pushState(
                null,
                "",
                address({ at: null, date: localDateOf(zone, Date.parse(at)) }),
              );
            }}
            className="prose-link inline-flex min-h-11 items-center gap-1.5"
          >
            <ArrowLeft aria-hidden="true" className="size-4 rtl:rotate-180" />
            {t("anotherTime")}
          </a>
        }
        onOtherTime={(start) => replace({ at: start })}
      />
    );
    return cameWithPage ? (
      <Activity>{form}</Activity>
    ) : (
      <Suspense fallback={<DetailsSkeleton />}>{form}</Suspense>
    );
  }

  const waitlistHref = (date: string) => {
    const query = new URLSearchParams({ date });
    if (staff !== "any") query.set("staff", staff);
    if (party > 1) query.set("party", String(party));
    return `/${business.slug}/${service.slug}/waitlist?${query}`;
  };

  return (
    <SlotPicker
      business={business}
      locale={locale}
      question={question}
      initial={initial}
      seats={service.capacity > 1}
      closed={props.closed}
      maxAdvanceDays={service.maxAdvanceDays}
      date={date}
      onDate={(date) => replace({ date })}
      onZone={(next) => {
        setZone(next);
        if (props.framed) replace({ tz: next, own: "1" });
      }}
      hrefOf={(time) => address({ at: time.start, date: null })}
      onChoose={(time) =>
        window.history.pushState(null, "", address({ at: time.start, date: null }))
      }
      onApproach={() => void loadDetails()}
      // One waits for one service; a visit is made of what is free.
      {...(added.length > 0 ? {} : { waitlistHref })}
      headingRef={heading}
      aside={
        <div className="space-y-6">
          {facts(null)}
          <VisitChoice
            companions={companions}
            added={added}
            currency={business.currency}
            locale={locale}
            onChange={(next) =>
              replace({ add: next.length > 0 ? next.map(({ slug }) => slug).join(",") : null })
            }
          />
          <StaffChoice
            performers={service.performers}
            value={staff}
            onChange={(next) => replace({ staff: next === "any" ? null : next })}
          />
          <PartyChoice
            value={party}
            max={Math.min(service.capacity, 20)}
            onChange={(next) => replace({ party: next === 1 ? null : String(next) })}
          />
        </div>
      }
    />
  );
}

/** The further services that the address names, each once. */
function partsNamed(text: string, companions: BookingService[]): BookingService[] {
  const found = text
    .split(",")
    .flatMap((slug) => companions.find((one) => one.slug === slug) ?? []);
  return [...new Set(found)].slice(0, MAX_VISIT_PARTS - 1);
}

/** The instant of the address in the API's own spelling; anything else is ignored. */
function wholeMinute(text: string | null): string | null {
  if (!text || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:00(\.000)?Z$/.test(text)) return null;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? null : `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
