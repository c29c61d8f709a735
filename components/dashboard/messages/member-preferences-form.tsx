"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { saveMyPreferencesAction } from "@/lib/notifications/actions";
import { staffKinds } from "@/lib/notifications/settings-schema";

const labels: Record<(typeof staffKinds)[number], string> = {
  "booking.new": "New appointments",
  "booking.moved": "Moved or changed appointments",
  "booking.cancelled": "Cancelled appointments",
};

/** What a member hears of their appointments, by which way, and the day's agenda. */
export function MemberPreferencesForm({
  businessId,
  manages,
  stored,
  zone,
}: {
  businessId: string;
  /** An owner or a manager, who may hear of everybody's. */
  manages: boolean;
  stored: {
    emailKinds: string[];
    emailAll: boolean;
    pushKinds: string[];
    agendaMin: number | null;
  };
  /** Whose clock the agenda goes by, in words. */
  zone: string;
}) {
  const [email, setEmail] = useState<readonly string[]>(stored.emailKinds);
  const [everybody, setEverybody] = useState(stored.emailAll);
  const [push, setPush] = useState<readonly string[]>(stored.pushKinds);
  const [agenda, setAgenda] = useState(stored.agendaMin !== null);
  const [at, setAt] = useState(clock(stored.agendaMin ?? 420));
  const [answer, setAnswer] = useState<{ tone: "ok" | "danger"; text: string } | null>(null);
  const [pending, start] = useTransition();

  const toggled = (all: readonly string[], kind: string, on: boolean) =>
    on ? [...all, kind] : all.filter((one) => one !== kind);

  return (
    <form
      className="space-y-6"
      onSubmit={(event) => {
        event.preventDefault();
        start(async () => {
          const [hours = 0, minutes = 0] = at.split(":").map(Number);
          const outcome = await saveMyPreferencesAction(businessId, {
            emailKinds: staffKinds.filter((kind) => email.includes(kind)),
            emailAll: manages && everybody,
            pushKinds: staffKinds.filter((kind) => push.includes(kind)),
            agendaMin: agenda ? hours * 60 + minutes : null,
          }).catch(() => null);
          setAnswer(
            outcome?.ok
              ? { tone: "ok", text: "Saved." }
              : { tone: "danger", text: "This did not work. Nothing was saved; please try again." },
          );
        });
      }}
    >
      <fieldset className="space-y-2">
        <legend className="mb-2 font-medium">By e-mail</legend>
        {staffKinds.map((kind) => (
          <Checkbox
            key={kind}
            label={labels[kind]}
            checked={email.includes(kind)}
            onChange={(event) => {
              const on = event.currentTarget.checked;
              setAnswer(null);
              setEmail((all) => toggled(all, kind, on));
            }}
          />
        ))}
        {manages && (
          <Checkbox
            label="Also of my colleagues' appointments"
            hint="Without it, only of those that are yours."
            checked={everybody}
            onChange={(event) => {
              setAnswer(null);
              setEverybody(event.currentTarget.checked);
            }}
          />
        )}
      </fieldset>
      <fieldset className="space-y-2">
        <legend className="mb-2 font-medium">In the browsers that you allow</legend>
        {staffKinds.map((kind) => (
          <Checkbox
            key={kind}
            label={labels[kind]}
            checked={push.includes(kind)}
            onChange={(event) => {
              const on = event.currentTarget.checked;
              setAnswer(null);
              setPush((all) => toggled(all, kind, on));
            }}
          />
        ))}
      </fieldset>
      <fieldset className="space-y-3">
        <legend className="mb-2 font-medium">The day's agenda</legend>
        <Checkbox
          label="Send me the day's appointments by e-mail"
          checked={agenda}
          onChange={(event) => {
            setAnswer(null);
            setAgenda(event.currentTarget.checked);
          }}
        />
        {agenda && (
          <Field label="Every day at" hint={zone} className="max-w-44">
            <Input
              type="time"
              required
              value={at}
              onChange={(event) => setAt(event.currentTarget.value)}
            />
          </Field>
        )}
      </fieldset>
      {answer && (
        <Notice tone={answer.tone} live>
          {answer.text}
        </Notice>
      )}
      <Button type="submit" variant="primary" pending={pending}>
        Save
      </Button>
    </form>
  );
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
