"use client";

import { ArrowLeft, ArrowRight } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { startTransition, useActionState, useMemo, useState } from "react";
import { useWords } from "#words";
import { Button } from "@/components/ui/button";
import type { FreeTime } from "@/lib/availability/schema";
import { againAction, moveAction } from "@/lib/bookings/actions";
import type { Which } from "@/lib/bookings/rules";
import { formatDateLong, formatLocalDateLong, formatRange, zoneLabel } from "@/lib/format";
import { refusalWords } from "@/lib/i18n/refusal-words";
import { localDateOf } from "@/lib/scheduling/zone";
import { LostTime } from "./lost-time";
import { WhichChoice } from "./manage/which-choice";
import { orUnsent } from "./or-unsent";
import { SlotPicker } from "./slot-picker";
import { StaffChoice } from "./staff-choice";
import { TimesProvider } from "./times-provider";
import type { Performer } from "./types";
import { Unsent } from "./unsent";
import type { InitialTimes } from "./use-times";
import { useZone } from "./use-zone";

const move = orUnsent(moveAction);
const again = orUnsent(againAction);

export interface MoveFlowProps {
  token: string;
  /** Move it, or book another like it. */
  act: "move" | "again";
  /** Another service that it becomes; null keeps its own. */
  service: { slug: string; name: string } | null;
  /** What is being moved. */
  from: { start: string; end: string; staff: string; party: number };
  /** How it lies as the page shows it (see placesOf); nothing where another one is booked. */
  seen?: string;
  /** How many of its series stand; null when it stands alone. */
  series: { following: number; all: number } | null;
  business: { slug: string; name: string; timeZone: string; weekStartsOn: number };
  performers: Performer[];
  maxAdvanceDays: number | null;
  seats: boolean;
  locale: string;
  zone: { shown: string; chosen: boolean };
  initial: InitialTimes;
  date: string;
  closed: string[];
  now: number;
}

/** Choose another time for a booking, look at both, and move it; or book another one like it. */
export function MoveFlow(props: MoveFlowProps) {
  return (
    <TimesProvider>
      <Flow {...props} />
    </TimesProvider>
  );
}

function Flow({
  token,
  act,
  service,
  from,
  seen,
  series,
  business,
  performers,
  locale,
  ...props
}: MoveFlowProps) {
  const t = useWords("move");
  const refusals = useWords("refusals");
  const [zone, setZone] = useZone(props.zone.shown, props.zone.chosen);
  const [staff, setStaff] = useState(from.staff);
  const [date, setDate] = useState(props.date);
  const [chosen, setChosen] = useState<FreeTime | null>(null);
  // The choice has an address of its own, so that "back" leads to the times.
  const at = useSearchParams().get("at");
  const choice = chosen?.start === at ? chosen : null;
  const addressOf = (start: string) => {
    const query = new URLSearchParams({ at: start });
    if (service) query.set("service", service.slug);
    return `/manage/${token}/${act}?${query}`;
  };
  const [which, setWhich] = useState<Which>("this");
  const [state, send, sending] = useActionState(act === "move" ? move : again, { status: "idle" });
  const [answeredFor, setAnsweredFor] = useState<string | null>(null);

  const question = useMemo(
    () => ({
      source: `/manage/${token}/times${service ? `?service=${service.slug}` : ""}`,
      add: [],
      staff,
      party: from.party,
      zone,
      weekStartsOn: business.weekStartsOn,
      today: localDateOf(zone, props.now),
    }),
    [token, service, staff, from.party, zone, business.weekStartsOn, props.now],
  );

  if (!choice) {
    return (
      <SlotPicker
        business={business}
        locale={locale}
        question={question}
        initial={props.initial}
        seats={props.seats}
        closed={props.closed}
        maxAdvanceDays={props.maxAdvanceDays}
        date={date}
        onDate={setDate}
        onZone={setZone}
        hrefOf={({ start }) => addressOf(start)}
        onChoose={(time) => {
          setChosen(time);
          window.history.pushState(null, "", addressOf(time.start));
        }}
        aside={
          <div className="space-y-6">
            <div>
              <p className="text-muted text-sm">{act === "move" ? t("now") : t("lastTime")}</p>
              <p>
                <time dateTime={from.start}>
                  {formatDateLong(from.start, zone, locale)}
                  <br />
                  {formatRange(from.start, from.end, zone, locale)}
                </time>
              </p>
              <p className="text-muted text-sm">{zoneLabel(zone, from.start, locale)}</p>
            </div>
            <StaffChoice performers={performers} value={staff} onChange={setStaff} />
          </div>
        }
      />
    );
  }

  const refused = state.status === "refused" && answeredFor !== choice.start ? state : null;
  const submit = () => {
    setAnsweredFor(null);
    const form = new FormData();
    form.set("token", token);
    form.set("start", choice.start);
    form.set("staff", staff);
    form.set("which", which);
    if (service) form.set("service", service.slug);
    if (seen) form.set("seen", seen);
    // The times to choose from are those of one service.
    if (act === "again") form.set("alone", "yes");
    startTransition(() => send(form));
  };
  return (
    <section aria-labelledby="both" className="max-w-2xl">
      <h2 id="both" className="sr-only">
        {act === "move" ? t("both") : t("theNext")}
      </h2>
      <div className="grid items-center gap-4 sm:grid-cols-[1fr_auto_1fr]">
        <p className="rounded-lg border border-line px-5 py-4 text-muted">
          <span className="block text-sm">{act === "move" ? t("from") : t("lastTime")}</span>
          <time
            dateTime={from.start}
            className={act === "move" ? "line-through decoration-1" : undefined}
          >
            {formatDateLong(from.start, zone, locale)}
            <br />
            {formatRange(from.start, from.end, zone, locale)}
          </time>
        </p>
        <ArrowRight
          aria-hidden="true"
          className="size-5 justify-self-center text-muted max-sm:rotate-90 sm:rtl:rotate-180"
        />
        <p className="rounded-lg border border-accent bg-accent-soft px-5 py-4">
          <span className="block text-sm">{act === "move" ? t("to") : t("next")}</span>
          {service && <span className="block font-medium">{service.name}</span>}
          <time dateTime={choice.start} className="font-medium">
            {formatDateLong(choice.start, zone, locale)}
            <br />
            {formatRange(choice.start, choice.end, zone, locale)}
          </time>
        </p>
      </div>
      <p className="mt-3 text-muted text-sm">{zoneLabel(zone, choice.start, locale)}</p>
      {series && (
        <div className="mt-6">
          <WhichChoice {...series} label={t("which")} value={which} onChange={setWhich} />
          {which !== "this" && <p className="mt-2 text-muted text-sm">{t("eachMoves")}</p>}
        </div>
      )}
      {refused && (
        <LostTime
          message={
            refused.day
              ? t("noRoom", { day: formatLocalDateLong(refused.day, locale) })
              : refusalWords(refusals, refused.code)
          }
          times={refused.alternatives}
          zone={zone}
          locale={locale}
          onChoose={(start) => {
            const next = refused.alternatives.find((time) => time.start === start);
            if (next) {
              setChosen(next);
              window.history.replaceState(null, "", addressOf(next.start));
            }
            setAnsweredFor(start);
          }}
        />
      )}
      {state.status === "unsent" && !sending && <Unsent className="mt-6" />}
      <div className="mt-6 flex flex-wrap gap-3">
        <Button variant="primary" size="lg" pending={sending} onClick={submit} autoFocus>
          {act === "again" ? t("bookIt") : service ? t("changeIt") : t("moveIt")}
        </Button>
        <Button size="lg" onClick={() => window.history.back()}>
          <ArrowLeft aria-hidden="true" className="rtl:rotate-180" />
          {t("anotherTime")}
        </Button>
      </div>
    </section>
  );
}
