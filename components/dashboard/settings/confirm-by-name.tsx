"use client";

import { type ReactNode, useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import type { TeamOutcome } from "@/lib/members/team-actions";
import { teamWords } from "./words";

/** A step that ends the business: its name is typed, and appointments ahead stand in its way. */
export function ConfirmByName({
  trigger,
  variant = "danger",
  title,
  description,
  confirm,
  keep,
  name,
  act,
  children,
}: {
  /** What the button on the page says. */
  trigger: string;
  variant?: "danger" | "secondary";
  title: string;
  description: string;
  confirm: string;
  keep: string;
  name: string;
  act: (typed: string) => Promise<TeamOutcome>;
  /** What else is to be known before. */
  children?: ReactNode;
}) {
  const form = useId();
  const [pending, start] = useTransition();
  const [typed, setTyped] = useState("");
  const [answer, setAnswer] = useState<TeamOutcome | null>(null);
  const refused = answer && !answer.ok ? answer : null;

  function send() {
    start(async () => {
      try {
        const outcome = await act(typed);
        setAnswer(outcome);
        if (outcome.ok) window.location.assign("/start");
      } catch {
        setAnswer({ ok: false, code: "not_through" });
      }
    });
  }

  return (
    <Dialog
      title={title}
      description={description}
      trigger={<Button variant={variant}>{trigger}</Button>}
      onOpenChange={() => {
        setTyped("");
        setAnswer(null);
      }}
      footer={
        <>
          <DialogClose>
            <Button>{keep}</Button>
          </DialogClose>
          <Button type="submit" form={form} variant="danger" pending={pending}>
            {confirm}
          </Button>
        </>
      }
    >
      <form
        id={form}
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {children}
        <Field
          label={`Type “${name}” to confirm`}
          error={refused?.code === "not_confirmed" ? teamWords("not_confirmed") : undefined}
        >
          <Input
            autoComplete="off"
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setAnswer(null);
            }}
          />
        </Field>
        {refused && refused.code !== "not_confirmed" && (
          <Notice tone="danger" live>
            {refused.code === "has_upcoming"
              ? `There ${refused.upcoming === 1 ? "is an appointment" : `are ${refused.upcoming} appointments`} ahead. Cancel first, so that people hear of it; then close.`
              : teamWords(refused.code)}
          </Notice>
        )}
      </form>
    </Dialog>
  );
}
