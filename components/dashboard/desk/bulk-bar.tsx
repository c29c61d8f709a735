"use client";

import { Check, CheckCheck, CircleAlert, UserX, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { BulkResult, useBulk } from "./use-bulk";

/** What can be done with the ticked rows, at the bottom of the page while there are some. */
export function BulkBar({ bulk }: { bulk: ReturnType<typeof useBulk> }) {
  const [cancelling, setCancelling] = useState(false);
  const [reason, setReason] = useState("");
  const [notify, setNotify] = useState(true);
  const count = bulk.ticked.size;
  const results = [...bulk.results.values()];
  const failed = results.filter(({ problem }) => problem !== "").length;
  return (
    <>
      <p role="status" className="sr-only">
        {results.length > 0 && `${results.length - failed} done, ${failed} could not be.`}
      </p>
      {count > 0 && (
        <section
          aria-label="With the ticked bookings"
          className="sticky bottom-4 z-20 flex flex-wrap items-end gap-3 rounded-lg border border-line bg-raised p-3 shadow-float max-md:bottom-20"
        >
          <p className="tabular min-h-11 content-center px-2 font-medium">{count} ticked</p>
          {cancelling ? (
            <form
              className="flex flex-1 flex-wrap items-end gap-3"
              onSubmit={async (event) => {
                event.preventDefault();
                if (await bulk.act("cancelled", reason, notify)) {
                  setCancelling(false);
                  setReason("");
                }
              }}
            >
              <Field label="Why?" optional className="min-w-48 flex-1">
                <Input
                  autoFocus
                  maxLength={500}
                  value={reason}
                  onChange={(event) => setReason(event.currentTarget.value)}
                />
              </Field>
              <Switch
                label="Tell the customers"
                checked={notify}
                onChange={(event) => setNotify(event.currentTarget.checked)}
              />
              <Button type="submit" variant="danger" pending={bulk.busy === "cancelled"}>
                Cancel {count}
              </Button>
              <Button variant="quiet" onClick={() => setCancelling(false)}>
                Keep them
              </Button>
            </form>
          ) : (
            <>
              <Button pending={bulk.busy === "confirmed"} onClick={() => bulk.act("confirmed")}>
                <Check aria-hidden="true" />
                Confirm
              </Button>
              <Button pending={bulk.busy === "completed"} onClick={() => bulk.act("completed")}>
                <CheckCheck aria-hidden="true" />
                Done
              </Button>
              <Button pending={bulk.busy === "no_show"} onClick={() => bulk.act("no_show")}>
                <UserX aria-hidden="true" />
                Did not come
              </Button>
              <Button variant="quiet" onClick={() => setCancelling(true)}>
                <X aria-hidden="true" />
                Cancel…
              </Button>
              <Button variant="quiet" className="md:ms-auto" onClick={() => bulk.tickAll([])}>
                Untick all
              </Button>
            </>
          )}
          {bulk.problem && (
            <p role="alert" className="w-full px-2 text-danger">
              {bulk.problem}
            </p>
          )}
        </section>
      )}
    </>
  );
}

/** What became of one row after the step. */
export function RowResult({ result }: { result: BulkResult | undefined }) {
  if (!result) return null;
  return result.problem ? (
    <span className="mt-1 flex items-start gap-1 text-danger text-sm">
      <CircleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
      {result.problem}
    </span>
  ) : (
    <span className="mt-1 flex items-center gap-1 text-ok text-sm">
      <Check aria-hidden="true" className="size-3.5" />
      changed
    </span>
  );
}
