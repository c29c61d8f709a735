"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { previewAction } from "@/lib/availability/actions";
import type { Overlay } from "@/lib/availability/editor-schema";
import type { Stranded } from "@/lib/availability/mutations";
import { formatDayTime, formatWhen } from "@/lib/format";
import { localDateOf } from "@/lib/scheduling";

export interface Decisions {
  cancel: string[];
  move: { bookingId: string; start: number }[];
  reason: string;
}

/** Bookings that the change would leave outside the hours: keep, move or cancel each. */
export function StrandedDialog({
  bookings,
  businessId,
  overlay,
  zone,
  today,
  locale,
  saving,
  onClose,
  onDecide,
}: {
  bookings: Stranded[];
  businessId: string;
  overlay: Overlay;
  zone: string;
  today: string;
  locale: string;
  saving: boolean;
  onClose: () => void;
  onDecide: (decisions: Decisions) => void;
}) {
  const [what, setWhat] = useState<Record<string, "keep" | "move" | "cancel">>({});
  const [starts, setStarts] = useState<Record<string, number>>({});
  const [offers, setOffers] = useState<Record<string, number[] | "waiting">>({});
  const [reason, setReason] = useState("");
  const cancel = bookings.filter((one) => what[one.bookingId] === "cancel");
  const move = bookings.filter((one) => what[one.bookingId] === "move");
  const undecided = move.some(({ bookingId }) => !starts[bookingId]);

  async function look(booking: Stranded) {
    const { bookingId } = booking;
    setOffers((now) => ({ ...now, [bookingId]: "waiting" }));
    const wanted = localDateOf(zone, booking.start - 3 * 86_400_000);
    const answer = await previewAction({
      businessId,
      service: booking.service.slug,
      from: wanted < today ? today : wanted,
      party: booking.party,
      overlay,
    });
    const times = answer.ok
      ? answer.days.flatMap((day) => day.times.map(({ start }) => start))
      : [];
    const near = times
      .sort((a, b) => Math.abs(a - booking.start) - Math.abs(b - booking.start))
      .slice(0, 24)
      .sort((a, b) => a - b);
    setOffers((now) => ({ ...now, [bookingId]: near }));
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={
        bookings.length === 1
          ? "One booking falls outside these hours"
          : `${bookings.length} bookings fall outside these hours`
      }
      description="Decide for each before the hours change. Whoever is moved or cancelled is told."
      footer={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button
            variant="primary"
            pending={saving}
            disabled={undecided}
            onClick={() =>
              onDecide({
                cancel: cancel.map(({ bookingId }) => bookingId),
                move: move.map(({ bookingId }) => ({ bookingId, start: starts[bookingId]! })),
                reason,
              })
            }
          >
            Save the hours
          </Button>
        </>
      }
    >
      <ul className="divide-y divide-line">
        {bookings.map((booking) => {
          const { bookingId } = booking;
          const choice = what[bookingId] ?? "keep";
          const offered = offers[bookingId];
          return (
            <li key={bookingId} className="space-y-2 py-3">
              <p>
                <span className="font-medium">{booking.customer}</span>
                <span className="block text-muted text-sm">
                  {formatWhen(booking.start, booking.end, zone, locale)} · {booking.service.name}{" "}
                  with {booking.staff.name}
                </span>
              </p>
              <Field label={`What happens to ${booking.customer}'s booking`} hideLabel>
                <Select
                  value={choice}
                  onChange={(event) => {
                    const next = event.currentTarget.value as typeof choice;
                    setWhat({ ...what, [bookingId]: next });
                    if (next === "move" && !offered) void look(booking);
                  }}
                >
                  <option value="keep">Keep it as it is</option>
                  <option value="move">Move it</option>
                  <option value="cancel">Cancel it</option>
                </Select>
              </Field>
              {choice === "move" && offered === "waiting" && (
                <p className="text-muted">Looking for free times…</p>
              )}
              {choice === "move" && Array.isArray(offered) && offered.length === 0 && (
                <p className="text-danger">No free time near that day. Keep it or cancel it.</p>
              )}
              {choice === "move" && Array.isArray(offered) && offered.length > 0 && (
                <Field label="New time">
                  <Select
                    value={String(starts[bookingId] ?? "")}
                    onChange={(event) =>
                      setStarts({ ...starts, [bookingId]: Number(event.currentTarget.value) })
                    }
                  >
                    <option value="" disabled>
                      Choose a time
                    </option>
                    {offered.map((start) => (
                      <option key={start} value={start}>
                        {formatDayTime(start, zone, locale)}
                      </option>
                    ))}
                  </Select>
                </Field>
              )}
            </li>
          );
        })}
      </ul>
      {cancel.length > 0 && (
        <Field label="What to tell those who are cancelled" optional>
          <Input
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </Field>
      )}
    </Dialog>
  );
}
