"use client";

import { useState } from "react";
import { bulkChangeAction } from "@/lib/appointments/desk-actions";
import type { BulkChangeInput } from "@/lib/appointments/desk-schema";
import type { BookingRow } from "@/lib/appointments/schema";
import { messageFor } from "@/lib/http/messages";

export type BulkStep = BulkChangeInput["to"];

/** What became of a row; an empty `problem` = done. */
export interface BulkResult {
  problem: string;
}

/** Ticked rows of the list, and what became of each after a step was taken with all of them. */
export function useBulk(
  businessId: string,
  rows: readonly BookingRow[],
  only: readonly string[] | null,
  onDone: () => void,
) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [results, setResults] = useState<ReadonlyMap<string, BulkResult>>(new Map());
  const [busy, setBusy] = useState<BulkStep | null>(null);
  const [problem, setProblem] = useState("");
  const may = (row: BookingRow) => only === null || only.includes(row.staffId);
  // A row that has left the page, by another filter or a colleague, is not acted on unseen.
  const ticked = new Set(rows.filter((row) => chosen.has(row.id) && may(row)).map(({ id }) => id));

  function tick(id: string) {
    const next = new Set(ticked);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  }

  async function act(to: BulkStep, reason = "", notify = true): Promise<boolean> {
    setBusy(to);
    setProblem("");
    try {
      const bookingIds = [...ticked];
      const outcome = await bulkChangeAction(businessId, { bookingIds, to, reason, notify });
      if (!outcome.ok) {
        setProblem(messageFor(outcome.code));
        return false;
      }
      setResults(
        new Map([
          ...outcome.done.map((id): [string, BulkResult] => [id, { problem: "" }]),
          ...outcome.refused.map(({ id, code }): [string, BulkResult] => [
            id,
            { problem: messageFor(code) },
          ]),
        ]),
      );
      // What could not be done stays ticked.
      setChosen(new Set(outcome.refused.map(({ id }) => id)));
      return true;
    } catch {
      setProblem("That did not get through. Some may be done; the list shows how they stand.");
      return false;
    } finally {
      setBusy(null);
      onDone();
    }
  }

  return {
    ticked,
    may,
    tick,
    tickAll: (some: readonly BookingRow[]) => setChosen(new Set(some.map(({ id }) => id))),
    act,
    busy,
    problem,
    results,
  };
}
