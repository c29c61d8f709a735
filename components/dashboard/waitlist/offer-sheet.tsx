"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { Notice } from "@/components/ui/states";
import { useToast } from "@/components/ui/toast";
import { formatLocalDay, formatTime, localDate, zoneTime } from "@/lib/format";
import { offerAction, offerableAction } from "@/lib/waitlist/actions";
import type { Offerable } from "@/lib/waitlist/mutations";
import type { QueueRow } from "./queue";

type Times = { of: string; times: Offerable[] } | { of: string; problem: string };

/** The free times that can be offered to somebody, those that they asked for first. */
export function OfferSheet({
  businessId,
  row,
  zone,
  locale,
  onClose,
}: {
  businessId: string;
  row: QueueRow | null;
  zone: string;
  locale: string;
  onClose: () => void;
}) {
  const toast = useToast();
  const [known, setKnown] = useState<Times | null>(null);
  const [sending, setSending] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const id = row?.id ?? null;

  useEffect(() => {
    if (!id) return;
    let current = true;
    setProblem(null);
    void offerableAction(businessId, id).then((answer) => {
      if (!current) return;
      setKnown(answer.ok ? { of: id, times: answer.times } : { of: id, problem: answer.message });
    });
    return () => {
      current = false;
    };
  }, [businessId, id]);

  async function offer(start: string) {
    if (!row) return;
    setSending(start);
    setProblem(null);
    const outcome = await offerAction(businessId, row.id, start);
    setSending(null);
    if (!outcome.ok) {
      setProblem(outcome.message);
      return;
    }
    toast({ message: `The time is kept for ${row.name}, and an e-mail is on its way.` });
    onClose();
  }

  const here = known?.of === id ? known : null;
  return (
    <Sheet
      open={row !== null}
      onOpenChange={(open) => !open && onClose()}
      title={`Offer ${row?.name ?? ""} a time`}
      description={`It is kept for them for two hours, nights not counted. All in ${zoneTime(zone, locale)}.`}
    >
      {problem && (
        <Notice tone="warn" live className="mb-4">
          {problem}
        </Notice>
      )}
      {here === null ? (
        <div aria-hidden="true" className="space-y-3">
          <Skeleton className="h-6 w-40" />
          <Skeleton className="h-24" />
          <Skeleton className="h-24" />
        </div>
      ) : "problem" in here ? (
        <Notice tone="warn">{here.problem}</Notice>
      ) : here.times.length === 0 ? (
        <p>Nothing is free in the weeks around what they asked for.</p>
      ) : (
        <>
          <DayGroups
            title="What they asked for"
            times={here.times.filter(({ wanted }) => wanted)}
            {...{ zone, locale, sending, offer }}
          />
          <DayGroups
            title="Other free times"
            times={here.times.filter(({ wanted }) => !wanted)}
            {...{ zone, locale, sending, offer }}
          />
        </>
      )}
    </Sheet>
  );
}

function DayGroups({
  title,
  times,
  zone,
  locale,
  sending,
  offer,
}: {
  title: string;
  times: Offerable[];
  zone: string;
  locale: string;
  sending: string | null;
  offer: (start: string) => void;
}) {
  if (times.length === 0) return null;
  const days = new Map<string, Offerable[]>();
  for (const time of times) {
    const date = localDate(time.start, zone);
    days.set(date, [...(days.get(date) ?? []), time]);
  }
  return (
    <section className="mb-6" aria-label={title}>
      <h3 className="mb-3 font-medium">{title}</h3>
      <dl className="divide-y divide-line border-line border-y">
        {[...days].map(([date, some]) => (
          <div
            key={date}
            className="grid gap-x-4 gap-y-1 py-3 sm:grid-cols-[7rem_minmax(0,1fr)] sm:items-baseline"
          >
            <dt className="text-muted">{formatLocalDay(date, locale)}</dt>
            <dd className="flex flex-wrap gap-2">
              {some.map(({ start }) => (
                <Button
                  key={start}
                  pending={sending === start}
                  disabled={sending !== null}
                  onClick={() => offer(start)}
                  aria-label={`Offer ${formatLocalDay(date, locale)}, ${formatTime(start, zone, locale)}`}
                >
                  <time dateTime={start} className="whitespace-nowrap">
                    {formatTime(start, zone, locale)}
                  </time>
                </Button>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
