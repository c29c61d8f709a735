"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { useToast } from "@/components/ui/toast";
import { editBookingAction } from "@/lib/appointments/desk-actions";
import type { BookingEditInput } from "@/lib/appointments/desk-schema";
import type { RosterBooking } from "@/lib/appointments/schema";
import type { Question } from "@/lib/business/schema";
import { messageFor } from "@/lib/http/messages";
import { AnswerFields, type Answers } from "./answer-fields";

/** Contact, party, answers and notes of a booking; once it is over, only the note for the team. */
export function EditForm({
  businessId,
  booking,
  questions,
  capacity,
  onClose,
  onChanged,
}: {
  businessId: string;
  /** As it is now: it changes under the form when a colleague is faster. */
  booking: RosterBooking;
  questions: readonly Question[];
  capacity: number;
  onClose: () => void;
  onChanged: () => void;
}) {
  const toast = useToast();
  const [was, setWas] = useState(booking);
  const [name, setName] = useState(booking.name);
  const [email, setEmail] = useState(booking.email ?? "");
  const [phone, setPhone] = useState(booking.phone ?? "");
  const [party, setParty] = useState(String(booking.party));
  const [answers, setAnswers] = useState<Answers>(booking.rawAnswers);
  const [note, setNote] = useState(booking.note);
  const [staffNote, setStaffNote] = useState(booking.staffNote);
  const [fields, setFields] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<{ code: string; message: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const open = booking.status === "pending" || booking.status === "confirmed";

  async function save(seen: RosterBooking) {
    setBusy(true);
    setProblem(null);
    setFields({});
    const given = Object.fromEntries(Object.entries(answers).filter(([, one]) => one !== ""));
    const edit: BookingEditInput = {
      bookingId: booking.id,
      seen: { sequence: seen.sequence, staffNote: seen.staffNote },
    };
    // Only what was changed is sent: what a colleague has changed beside it stays.
    if (staffNote !== was.staffNote) edit.staffNote = staffNote;
    if (open) {
      if (name !== was.name) edit.name = name;
      if (email !== (was.email ?? "")) edit.email = email;
      if (phone !== (was.phone ?? "")) edit.phone = phone;
      if (Number(party) !== was.party) edit.party = Number(party);
      if (note !== was.note) edit.note = note;
      if (JSON.stringify(given) !== JSON.stringify(was.rawAnswers)) edit.answers = given;
    }
    try {
      const outcome = await editBookingAction(businessId, edit);
      if (outcome.ok) {
        toast({ message: `${name || "The booking"} is saved` });
        onClose();
      } else {
        if ("fields" in outcome) setFields(outcome.fields);
        setProblem({ code: outcome.code, message: messageFor(outcome.code) });
      }
    } catch {
      setProblem({
        code: "network",
        message: "That did not get through. What you typed is still here; please try again.",
      });
    } finally {
      setBusy(false);
      onChanged();
    }
  }

  return (
    <form
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save(was);
      }}
      className="space-y-4 rounded-md bg-sunken p-4"
    >
      {open && (
        <>
          <Field label="Name" required error={fields.name}>
            <Input
              value={name}
              maxLength={120}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          </Field>
          <Field
            label="E-mail"
            optional
            hint="A new address gets the confirmation."
            error={fields.email}
          >
            <Input
              type="email"
              value={email}
              maxLength={254}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
          </Field>
          <Field label="Phone" optional error={fields.phone}>
            <Input
              type="tel"
              value={phone}
              maxLength={40}
              onChange={(event) => setPhone(event.currentTarget.value)}
            />
          </Field>
          {capacity > 1 && (
            <Field label="People" error={fields.party} className="max-w-40">
              <Input
                type="number"
                min={1}
                max={capacity}
                value={party}
                onChange={(event) => setParty(event.currentTarget.value)}
              />
            </Field>
          )}
          <AnswerFields
            questions={questions}
            answers={answers}
            errors={fields}
            onChange={setAnswers}
          />
          <Field label="What the customer said" optional error={fields.note}>
            <Textarea
              rows={2}
              maxLength={1000}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
          </Field>
        </>
      )}
      <Field
        label="Note for the team"
        optional
        hint="Customers never see it."
        error={fields.staffNote}
      >
        <Textarea
          rows={2}
          maxLength={2000}
          value={staffNote}
          onChange={(event) => setStaffNote(event.currentTarget.value)}
        />
      </Field>
      {problem?.code === "changed_meanwhile" ? (
        <Notice
          tone="warn"
          title="A colleague has changed this booking meanwhile"
          live
          action={
            <Button
              size="sm"
              onClick={() => {
                setWas(booking);
                void save(booking);
              }}
            >
              Save mine over it
            </Button>
          }
        >
          What you typed is still here. Above the form is how the booking stands now.
        </Notice>
      ) : (
        problem && <Notice tone="danger" title={problem.message} live />
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" pending={busy}>
          Save
        </Button>
        <Button variant="quiet" onClick={onClose}>
          Leave it
        </Button>
      </div>
    </form>
  );
}
