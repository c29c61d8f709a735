"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { answered } from "@/components/calendars/answered";
import { refusal } from "@/components/calendars/words";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import { useToast } from "@/components/ui/toast";
import { decideConflict, offerTimes } from "@/lib/calendars/actions";
import { formatDayTime, zoneTime } from "@/lib/format";
import type { ConflictRow } from "./conflict-words";

/** What waits for somebody's decision: nothing is moved or cancelled before it. */
export function ConflictsPanel({
  businessId,
  rows,
  zone,
  locale,
}: {
  businessId: string;
  rows: ConflictRow[];
  zone: string;
  locale: string;
}) {
  return (
    <Panel
      title="To decide"
      description={`Until you do, everything stays as it is. Times are ${zoneTime(zone, locale)}.`}
      flush
    >
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <Row key={row.id} businessId={businessId} row={row} zone={zone} locale={locale} />
        ))}
      </ul>
    </Panel>
  );
}

function Row({
  businessId,
  row,
  zone,
  locale,
}: {
  businessId: string;
  row: ConflictRow;
  zone: string;
  locale: string;
}) {
  const toast = useToast();
  const router = useRouter();
  const [busy, start] = useTransition();
  const [times, setTimes] = useState<string[] | null>(null);
  const [picking, setPicking] = useState(false);

  function decide(
    decision: { way: "keep" | "cancel" } | { way: "move"; start?: number },
    said: string,
  ) {
    start(async () => {
      const outcome = await answered(decideConflict(businessId, { conflictId: row.id, decision }));
      toast({ message: outcome.ok ? said : refusal(outcome.code) });
      setPicking(false);
      router.refresh();
    });
  }
  function pick(open: boolean) {
    setPicking(open);
    if (!open) return;
    setTimes(null);
    start(async () => {
      const found = await answered(offerTimes(businessId, row.id));
      if (Array.isArray(found)) return setTimes(found);
      setPicking(false);
      toast({ message: refusal(found.code) });
    });
  }

  return (
    <li className="space-y-4 px-5 py-5 sm:px-6">
      <div>
        <p className="font-medium [overflow-wrap:anywhere]">
          {row.what}, {row.when}
        </p>
        <p className="mt-1 text-muted">{row.why}</p>
      </div>
      <div className="flex flex-wrap gap-3">
        {row.kind === "overlap" && (
          <>
            <Button disabled={busy} onClick={() => decide({ way: "keep" }, "Both stay.")}>
              Keep both
            </Button>
            {!row.session && (
              <Dialog
                open={picking}
                onOpenChange={pick}
                trigger={<Button disabled={busy}>Move the booking</Button>}
                title={`Move ${row.what}`}
                description={`The customer is told of the new time. Times are ${zoneTime(zone, locale)}.`}
              >
                {times === null ? (
                  <p className="flex items-center gap-3 py-4 text-muted">
                    <Spinner /> Looking for free times
                  </p>
                ) : times.length === 0 ? (
                  <p className="py-4 text-muted">
                    {row.who} has no free time in the two weeks around it. Keep both, or cancel the
                    booking.
                  </p>
                ) : (
                  <ul className="grid gap-2 sm:grid-cols-2">
                    {times.map((time) => (
                      <li key={time}>
                        <Button
                          block
                          size="lg"
                          disabled={busy}
                          onClick={() =>
                            decide(
                              { way: "move", start: Date.parse(time) },
                              `Moved to ${formatDayTime(time, zone, locale)}.`,
                            )
                          }
                        >
                          <time dateTime={time}>{formatDayTime(time, zone, locale)}</time>
                        </Button>
                      </li>
                    ))}
                  </ul>
                )}
              </Dialog>
            )}
          </>
        )}
        {row.kind === "moved" && (
          <Button
            variant="primary"
            disabled={busy}
            onClick={() => decide({ way: "move" }, `Moved to ${row.theirs}. The customer is told.`)}
          >
            Move it
          </Button>
        )}
        {row.kind !== "overlap" && (
          <Button
            disabled={busy}
            onClick={() => decide({ way: "keep" }, "The entry goes back to where it was.")}
          >
            Put it back
          </Button>
        )}
        {row.kind !== "moved" && (
          <Dialog
            trigger={
              <Button variant="quiet" disabled={busy}>
                Cancel the booking
              </Button>
            }
            title={row.session ? "Cancel the whole session?" : "Cancel this booking?"}
            description={`${row.what}, ${row.when}. ${row.session ? "Everybody who has a place is told." : "The customer is told."}`}
            footer={
              <Button
                variant="danger"
                pending={busy}
                onClick={() => decide({ way: "cancel" }, "Cancelled. They are told.")}
              >
                Cancel it
              </Button>
            }
          />
        )}
      </div>
    </li>
  );
}
