"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState, useTransition } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/card";
import { Switch } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input, Select, Textarea } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { useToast } from "@/components/ui/toast";
import { bookAtDeskAction } from "@/lib/appointments/desk-actions";
import type { BookableService } from "@/lib/appointments/desk-schema";
import { bookSeriesAtDeskAction } from "@/lib/appointments/series-actions";
import { formatDayTime, formatDuration, formatMoney } from "@/lib/format";
import { messageFor } from "@/lib/http/messages";
import type { Desk } from "@/lib/members/schema";
import { AnswerFields, type Answers } from "./answer-fields";
import { CustomerChoice, type TypedCustomer } from "./customer-choice";
import { SeriesChoice, type SeriesValue } from "./series-choice";
import { Reasons, TimeChoice } from "./time-choice";
import { useTimeCheck } from "./use-time-check";

/** What the form opens with. */
export interface Opening {
  serviceId: string;
  /** null = whoever is free. */
  staffId: string | null;
  /** Local date of the business. */
  date: string;
  /** Epoch milliseconds. */
  start: number | null;
  party: number;
  customer: TypedCustomer;
  answers: Answers;
  note: string;
  rebookedFrom: string | null;
}

interface Problem {
  message: string;
  reasons: string[];
}

/** A booking at the desk: what, with whom, when, for whom; any time that nobody else has. */
export function NewBooking({
  businessId,
  desk,
  services,
  opening,
  mayChooseAnybody,
  back,
}: {
  businessId: string;
  desk: Desk;
  services: BookableService[];
  opening: Opening;
  /** false for staff, who book for themselves. */
  mayChooseAnybody: boolean;
  /** The address to return to. */
  back: string;
}) {
  const router = useRouter();
  const toast = useToast();
  const client = useQueryClient();
  const [sending, send] = useTransition();
  const [serviceId, setService] = useState(opening.serviceId);
  const [staffId, setStaff] = useState(opening.staffId);
  const [date, setDate] = useState(opening.date);
  const [start, setStart] = useState(opening.start);
  const [party, setParty] = useState(opening.party);
  const [customer, setCustomer] = useState(opening.customer);
  const [answers, setAnswers] = useState(opening.answers);
  const [note, setNote] = useState(opening.note);
  const [staffNote, setStaffNote] = useState("");
  const [notify, setNotify] = useState(true);
  const [fields, setFields] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [series, setSeries] = useState<SeriesValue | "waiting" | null>(null);
  const [attempt, setAttempt] = useState(0);
  // One key for one booking: a second press, or a press after a lost answer, finds the first one.
  const key = useRef(crypto.randomUUID());

  const service = services.find(({ id }) => id === serviceId) ?? services[0]!;
  const people = service.staff.flatMap(({ id }) => desk.people.find((one) => one.id === id) ?? []);
  const chosen = staffId !== null && people.some(({ id }) => id === staffId) ? staffId : null;
  const staff = chosen ?? (mayChooseAnybody ? null : (people[0]?.id ?? null));
  const seats = service.capacity > 1 ? party : 1;
  const question = { businessId, serviceId: service.id, staffId: staff, party: seats, start };
  const check = useTimeCheck(question);
  const repeated = series === "waiting" ? null : series;
  const anyway = check?.state === "warning" || repeated?.anyway === true;
  const reachable = customer.email.trim() !== "";

  function submit(event: FormEvent) {
    event.preventDefault();
    setProblem(null);
    if (start === null) {
      setFields({ start: "Choose a time or type one." });
      return;
    }
    setFields({});
    send(async () => {
      try {
        const form = {
          serviceId: service.id,
          staffId: staff,
          party: seats,
          customer,
          answers: Object.fromEntries(Object.entries(answers).filter(([, one]) => one !== "")),
          note,
          staffNote,
          notify: notify && reachable,
          override: anyway,
          key: key.current,
        };
        const outcome = repeated
          ? await bookSeriesAtDeskAction(businessId, {
              ...form,
              every: repeated.every,
              interval: repeated.interval,
              starts: repeated.starts,
            })
          : await bookAtDeskAction(businessId, {
              ...form,
              start: new Date(start).toISOString(),
              rebookedFrom: opening.rebookedFrom,
            });
        if (outcome.ok) {
          const times = "count" in outcome ? `${outcome.count} times, from ` : "for ";
          toast({
            message: `${customer.name} is booked ${times}${formatDayTime(outcome.start, desk.timeZone, desk.locale)}`,
          });
          void client.invalidateQueries({ queryKey: ["calendar", businessId] });
          router.push(back);
          return;
        }
        key.current = crypto.randomUUID();
        if ("fields" in outcome) {
          setFields(outcome.fields);
          setProblem({ message: "Please look at the fields that are marked.", reasons: [] });
        } else {
          const where =
            "start" in outcome && typeof outcome.start === "string"
              ? `${formatDayTime(outcome.start, desk.timeZone, desk.locale)}: `
              : "";
          setProblem({
            message: where + messageFor(outcome.code),
            reasons: outcome.reasons ?? [],
          });
          setAttempt((now) => now + 1);
        }
        void client.invalidateQueries({ queryKey: ["time-check", businessId] });
        void client.invalidateQueries({ queryKey: ["times", businessId] });
      } catch {
        // The answer was lost, not necessarily the booking: the same key finds it.
        setProblem({
          message:
            "That did not get through. Everything is still here; press again, it is never booked twice.",
          reasons: [],
        });
      }
    });
  }

  return (
    <form onSubmit={submit} className="grid items-start gap-6 lg:grid-cols-2" noValidate>
      <Panel title="What and when">
        <div className="space-y-4">
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Service" required error={fields.serviceId}>
              <Select
                value={service.id}
                onChange={(event) => setService(event.currentTarget.value)}
              >
                {services.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label="With" required>
              <Select
                value={staff ?? ""}
                onChange={(event) => setStaff(event.currentTarget.value || null)}
              >
                {mayChooseAnybody && <option value="">Whoever is free</option>}
                {people.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name}
                  </option>
                ))}
              </Select>
            </Field>
          </div>
          <p className="text-muted text-sm">{facts(service, staff, seats, desk)}</p>
          {service.capacity > 1 && (
            <Field label="People" required error={fields.party} className="max-w-40">
              <Input
                type="number"
                min={1}
                max={service.capacity}
                value={party}
                onChange={(event) => setParty(Number(event.currentTarget.value) || 1)}
              />
            </Field>
          )}
          <TimeChoice
            desk={desk}
            question={question}
            date={date}
            onDate={setDate}
            onStart={setStart}
            check={check}
            error={fields.start}
          />
          {start !== null && (
            <SeriesChoice
              desk={desk}
              question={{ ...question, start }}
              attempt={attempt}
              onChange={setSeries}
            />
          )}
        </div>
      </Panel>
      <div className="space-y-6">
        <Panel title="For whom">
          <CustomerChoice
            businessId={businessId}
            value={customer}
            onChange={setCustomer}
            errors={fields}
          />
        </Panel>
        <Panel title="More">
          <div className="space-y-4">
            <AnswerFields
              questions={service.questions}
              answers={answers}
              errors={fields}
              onChange={setAnswers}
            />
            <Field label="What the customer said" optional hint="They read it in their messages.">
              <Textarea
                rows={2}
                maxLength={1000}
                value={note}
                onChange={(event) => setNote(event.currentTarget.value)}
              />
            </Field>
            <Field label="Note for the team" optional hint="Customers never see it.">
              <Textarea
                rows={2}
                maxLength={2000}
                value={staffNote}
                onChange={(event) => setStaffNote(event.currentTarget.value)}
              />
            </Field>
            <Switch
              label="Send them the confirmation"
              hint={reachable ? undefined : "They need an e-mail address for that."}
              checked={notify && reachable}
              disabled={!reachable}
              onChange={(event) => setNotify(event.currentTarget.checked)}
            />
          </div>
        </Panel>
        {problem && (
          <Notice tone="danger" title={problem.message} live>
            {problem.reasons.length > 0 && <Reasons reasons={problem.reasons} />}
          </Notice>
        )}
        <div className="flex flex-wrap justify-end gap-3">
          <ButtonLink href={back} variant="quiet">
            Not now
          </ButtonLink>
          <Button
            type="submit"
            variant="primary"
            size="lg"
            pending={sending}
            disabled={check?.state === "taken" || series === "waiting"}
          >
            {start === null ? "Book" : bookWords(start, anyway, repeated?.starts.length, desk)}
          </Button>
        </div>
      </div>
    </form>
  );
}

function bookWords(start: number, anyway: boolean, times: number | undefined, desk: Desk): string {
  const day = formatDayTime(start, desk.timeZone, desk.locale);
  return `${anyway ? "Book anyway" : "Book"}: ${day}${times ? `, ${times} times` : ""}`;
}

/** Minutes and price, as this person takes them. */
function facts(
  service: BookableService,
  staffId: string | null,
  party: number,
  desk: Desk,
): string {
  const own = service.staff.find(({ id }) => id === staffId)?.durationMin;
  const price =
    service.priceMinor === null
      ? null
      : formatMoney(service.priceMinor * party, desk.currency, desk.locale);
  return [formatDuration(own ?? service.durationMin, desk.locale), price]
    .filter(Boolean)
    .join(", ");
}
