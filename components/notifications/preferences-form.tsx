"use client";

import { type ReactNode, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/choice";
import { Notice } from "@/components/ui/states";
import { savePreferencesAction } from "@/lib/notifications/preferences-actions";
import type { CustomerPreferences, PreferencesInput } from "@/lib/notifications/preferences-schema";
import type { PreferencesWords } from "@/lib/notifications/preferences-words";

/** A customer's choice of what to hear; what is about a booking itself always arrives, and says so. */
export function PreferencesForm({
  token,
  stored,
  say,
}: {
  token: string;
  stored: CustomerPreferences;
  say: PreferencesWords;
}) {
  const [wanted, setWanted] = useState<PreferencesInput>(stored);
  const [answer, setAnswer] = useState<{ tone: "ok" | "danger"; text: string } | null>(null);
  const [pending, start] = useTransition();

  // Its plus stands before it, also between words that run the other way.
  const number = <bdi dir="ltr">{stored.phone}</bdi>;
  const choice = (name: keyof PreferencesInput, label: string, hint: ReactNode) => (
    <Switch
      label={label}
      hint={hint}
      checked={wanted[name]}
      onChange={(event) => {
        setAnswer(null);
        setWanted({ ...wanted, [name]: event.currentTarget.checked });
      }}
    />
  );

  function save(next: PreferencesInput) {
    setWanted(next);
    start(async () => {
      const { reminderEmail, reminderSms, reminderPush, newsEmail, newsSms } = next;
      const outcome = await savePreferencesAction(token, {
        reminderEmail,
        reminderSms,
        reminderPush,
        newsEmail,
        newsSms,
      }).catch(() => null);
      setAnswer(
        outcome?.ok
          ? { tone: "ok", text: say.saved }
          : { tone: "danger", text: outcome ? say.gone : say.offline },
      );
    });
  }

  return (
    <form
      className="space-y-8"
      onSubmit={(event) => {
        event.preventDefault();
        save(wanted);
      }}
    >
      <section className="space-y-2">
        <h2 className="font-medium text-lg">{say.always}</h2>
        <p className="text-muted">{say.alwaysHint}</p>
      </section>
      <section className="space-y-4">
        <h2 className="font-medium text-lg">{say.reminders}</h2>
        {stored.email && choice("reminderEmail", say.byEmail, stored.email)}
        {stored.phone && choice("reminderSms", say.byText, stored.stopped ? say.stopped : number)}
        {stored.browsers > 0 && choice("reminderPush", say.inBrowser, say.browsers)}
      </section>
      <section className="space-y-4">
        <div>
          <h2 className="font-medium text-lg">{say.news}</h2>
          <p className="text-muted">{say.newsHint}</p>
        </div>
        {stored.email && choice("newsEmail", say.byEmail, stored.email)}
        {stored.phone && choice("newsSms", say.byText, stored.stopped ? say.stopped : number)}
      </section>
      {answer && (
        <Notice tone={answer.tone} live>
          {answer.text}
        </Notice>
      )}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" variant="primary" size="lg" pending={pending}>
          {say.save}
        </Button>
        <Button
          size="lg"
          onClick={() =>
            save({
              reminderEmail: false,
              reminderSms: false,
              reminderPush: false,
              newsEmail: false,
              newsSms: false,
            })
          }
        >
          {say.nothing}
        </Button>
      </div>
    </form>
  );
}
