"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { useToast } from "@/components/ui/toast";
import { blockTimeAction, freeTimeAction } from "@/lib/appointments/block-actions";
import { newBookingPath } from "@/lib/appointments/paths";
import { formatDateLong, formatRange, zoneTime } from "@/lib/format";
import { messageFor } from "@/lib/http/messages";
import type { Desk } from "@/lib/members/schema";
import type { Drawn } from "./time-grid";

/** What becomes of an empty span: a booking for a customer, or time that is kept free. */
export function DrawnDialog({
  businessId,
  desk,
  drawn,
  only,
  back,
  onClose,
  onChanged,
}: {
  businessId: string;
  desk: Desk;
  /** null = closed. */
  drawn: Drawn | null;
  /** Ids of the people the member may act for; null = everybody. */
  only: readonly string[] | null;
  back: string;
  onClose: () => void;
  onChanged: () => void;
}) {
  const router = useRouter();
  const toast = useToast();
  const [staff, setStaff] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const people = desk.people.filter(
    ({ id, archived }) => !archived && (only === null || only.includes(id)),
  );
  const staffId = drawn?.staffId ?? staff ?? people[0]?.id ?? "";
  const person = desk.people.find(({ id }) => id === staffId);
  const mayBlock = people.some(({ id }) => id === staffId);

  function close() {
    setReason("");
    setProblem("");
    setStaff(null);
    onClose();
  }

  async function block(event: FormEvent) {
    event.preventDefault();
    if (!drawn) return;
    setBusy(true);
    setProblem("");
    try {
      const outcome = await blockTimeAction(businessId, {
        staffIds: [staffId],
        start: new Date(drawn.start).toISOString(),
        end: new Date(drawn.end).toISOString(),
        reason,
      });
      if (!outcome.ok) {
        setProblem(messageFor(outcome.code));
        return;
      }
      const { ids, standing } = outcome;
      toast({
        message: `${person?.name ?? "The time"} is blocked${standing > 0 ? `; ${standing} ${standing === 1 ? "appointment lies" : "appointments lie"} in it and stay` : ""}`,
        action: {
          label: "Undo",
          onPress: () => void freeTimeAction(businessId, ids).then(onChanged),
        },
      });
      close();
      onChanged();
    } catch {
      setProblem("That did not get through. Nothing was blocked; please try again.");
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      open={drawn !== null}
      onOpenChange={(open) => !open && close()}
      title={drawn ? formatRange(drawn.start, drawn.end, desk.timeZone, desk.locale) : ""}
      description={
        drawn &&
        `${formatDateLong(drawn.start, desk.timeZone, desk.locale)}, ${zoneTime(desk.timeZone, desk.locale)}${drawn.staffId && person ? `, ${person.name}` : ""}`
      }
    >
      {drawn && (
        <div className="space-y-6">
          <Button
            variant="primary"
            block
            onClick={() =>
              router.push(
                newBookingPath({
                  start: new Date(drawn.start).toISOString(),
                  ...(drawn.staffId ? { staff: drawn.staffId } : {}),
                  back,
                }),
              )
            }
          >
            Book for a customer
          </Button>
          <form onSubmit={block} className="space-y-4 border-line border-t pt-4">
            {drawn.staffId === null && (
              <Field label="Whose time?">
                <Select value={staffId} onChange={(event) => setStaff(event.currentTarget.value)}>
                  {people.map((one) => (
                    <option key={one.id} value={one.id}>
                      {one.name}
                    </option>
                  ))}
                </Select>
              </Field>
            )}
            <Field label="What for" optional hint="Only the team reads it.">
              <Input
                value={reason}
                maxLength={200}
                placeholder="Lunch"
                onChange={(event) => setReason(event.currentTarget.value)}
              />
            </Field>
            {problem && <Notice tone="danger" title={problem} live />}
            <Button type="submit" block pending={busy} disabled={!mayBlock}>
              Block this time
            </Button>
            {!mayBlock && (
              <p className="text-muted text-sm">Only {person?.name} or a manager can block it.</p>
            )}
          </form>
        </div>
      )}
    </Dialog>
  );
}
