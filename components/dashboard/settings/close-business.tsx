"use client";

import { useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { closeBusinessAction, type TeamOutcome } from "@/lib/members/team-actions";
import { teamWords } from "./words";

/** The last step of all: the name is typed, and appointments ahead stand in its way. */
export function CloseBusiness({ businessId, name }: { businessId: string; name: string }) {
  const form = useId();
  const [pending, start] = useTransition();
  const [typed, setTyped] = useState("");
  const [answer, setAnswer] = useState<TeamOutcome | null>(null);
  const refused = answer && !answer.ok ? answer : null;

  function close() {
    start(async () => {
      try {
        const outcome = await closeBusinessAction(businessId, typed);
        setAnswer(outcome);
        if (outcome.ok) window.location.assign("/start");
      } catch {
        setAnswer({ ok: false, code: "not_through" });
      }
    });
  }

  return (
    <section aria-labelledby="closing" className="space-y-3 border-line border-t pt-6">
      <h2 id="closing" className="font-medium text-lg">
        Closing the business
      </h2>
      <p className="text-muted">
        Its page and its diary are no longer to be seen by anybody. Nothing is deleted: an owner can
        open it again.
      </p>
      <Dialog
        title={`Close ${name}?`}
        description="Nobody can book or sign in to it any more."
        trigger={<Button variant="danger">Close the business</Button>}
        onOpenChange={() => {
          setTyped("");
          setAnswer(null);
        }}
        footer={
          <>
            <DialogClose>
              <Button>Keep it open</Button>
            </DialogClose>
            <Button type="submit" form={form} variant="danger" pending={pending}>
              Close it
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
            close();
          }}
        >
          <Field
            label={`Type “${name}” to confirm`}
            error={refused?.code === "not_confirmed" ? teamWords("not_confirmed") : undefined}
          >
            <Input
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
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
    </section>
  );
}
