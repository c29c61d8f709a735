"use client";

import { useState, useTransition } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { removeAction, restoreAction } from "@/lib/waitlist/actions";
import { OfferSheet } from "./offer-sheet";

/** Somebody who waits, in words. */
export interface QueueRow {
  id: string;
  /** Their number among those who wait for the same service. */
  number: number;
  name: string;
  email: string;
  phone: string | null;
  /** Party and person wanted; dates, weekdays, time of day. */
  wish: string[];
  since: string;
  /** The time that is kept for them, and until when. */
  offer: { when: string; until: string } | null;
  passed: number;
}

export interface QueueGroup {
  service: string;
  rows: QueueRow[];
}

/** Who waits for what, first come first; staff may offer a time out of turn or take somebody off the list. */
export function WaitlistQueue({
  businessId,
  groups,
  zone,
  locale,
}: {
  businessId: string;
  groups: QueueGroup[];
  zone: string;
  locale: string;
}) {
  const [offering, setOffering] = useState<QueueRow | null>(null);
  return (
    <div className="space-y-8">
      {groups.map(({ service, rows }) => (
        <section key={service} aria-label={service}>
          <h2 className="mb-2 font-medium text-lg">{service}</h2>
          <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
            {rows.map((row) => (
              <Row
                key={row.id}
                businessId={businessId}
                row={row}
                onOffer={() => setOffering(row)}
              />
            ))}
          </ol>
        </section>
      ))}
      <OfferSheet
        businessId={businessId}
        row={offering}
        zone={zone}
        locale={locale}
        onClose={() => setOffering(null)}
      />
    </div>
  );
}

function Row({
  businessId,
  row,
  onOffer,
}: {
  businessId: string;
  row: QueueRow;
  onOffer: () => void;
}) {
  const toast = useToast();
  const [busy, start] = useTransition();

  function remove() {
    start(async () => {
      const outcome = await removeAction(businessId, row.id);
      toast(
        outcome.ok
          ? {
              message: `${row.name} is off the list. They hear of it in two minutes.`,
              action: { label: "Undo", onPress: () => void undo() },
            }
          : { message: outcome.message },
      );
    });
  }
  async function undo() {
    const outcome = await restoreAction(businessId, row.id);
    toast({ message: outcome.ok ? `${row.name} is back in their place.` : outcome.message });
  }

  return (
    <li className="grid grid-cols-[1.25rem_minmax(0,1fr)] items-start gap-x-4 gap-y-3 px-4 py-4 sm:px-6 lg:grid-cols-[1.25rem_minmax(0,1fr)_minmax(0,1fr)_14rem] lg:gap-x-6 *:not-first:col-start-2 lg:*:not-first:col-start-auto">
      <span aria-hidden="true" className="tabular text-end text-muted">
        {row.number}
      </span>
      <div className="min-w-0">
        <p className="[overflow-wrap:anywhere]">
          <span className="font-medium">{row.name}</span>
          {row.offer && (
            <>
              {" "}
              <Badge tone="accent">Offered</Badge>
            </>
          )}
        </p>
        <p className="flex flex-wrap gap-x-4 text-sm [overflow-wrap:anywhere]">
          <a href={`mailto:${row.email}`} className="prose-link inline-flex min-h-6 items-center">
            {row.email}
          </a>
          {row.phone && (
            <a href={`tel:${row.phone}`} className="prose-link inline-flex min-h-6 items-center">
              {row.phone}
            </a>
          )}
        </p>
        <p className="text-muted text-sm">
          Waiting since {row.since}
          {row.passed > 0 && "; one offer went by unanswered"}
        </p>
      </div>
      <div className="min-w-0 text-sm">
        {row.wish.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {row.offer && (
          <p className="mt-1 text-accent-ink">
            {row.offer.when} is kept until {row.offer.until}
          </p>
        )}
      </div>
      <div className="flex gap-2 lg:justify-end">
        {!row.offer && (
          <Button size="sm" onClick={onOffer} aria-label={`Offer ${row.name} a time`}>
            Offer a time
          </Button>
        )}
        <Button
          size="sm"
          variant="quiet"
          pending={busy}
          onClick={remove}
          aria-label={`Take ${row.name} off the list`}
        >
          Remove
        </Button>
      </div>
    </li>
  );
}
