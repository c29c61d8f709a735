"use client";

import { type ReactNode, startTransition, useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input, Select, Textarea } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { useFirstFault } from "@/components/ui/use-first-fault";
import { formatLeadTime } from "@/lib/format";
import type { SettingsValues, StoredSettings } from "@/lib/members/settings";
import { type SettingsState, updateSettings } from "@/lib/members/settings-actions";

const labels: Record<keyof SettingsValues, string> = {
  name: "Name",
  tagline: "One line about it",
  about: "About",
  address: "Street and number",
  city: "Town",
  phone: "Phone",
  email: "E-mail",
  policyText: "Your words on cancelling",
  cancelCutoffMin: "Customers may cancel until",
  moveCutoffMin: "Customers may move until",
};

const CUTOFFS_MIN = [0, 60, 120, 180, 360, 720, 1440, 2880, 4320, 10_080];

/** What customers read of the business, and until when they may change their bookings. */
export function SettingsForm({
  businessId,
  stored,
  locale,
}: {
  businessId: string;
  stored: StoredSettings;
  locale: string;
}) {
  const [state, save, pending] = useActionState<SettingsState, FormData>(updateSettings, null);
  const updatedAt =
    state?.status === "saved" || state?.status === "stale" ? state.updatedAt : stored.updatedAt;
  const fields = state?.status === "invalid" ? state.fields : {};
  const form = useFirstFault(state?.status === "invalid" ? state : null);
  const { values } = stored;

  return (
    <form
      ref={form}
      noValidate
      className="max-w-2xl space-y-10"
      // Sent by hand: a form with an action is emptied afterwards, also when it is refused.
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        startTransition(() => save(form));
      }}
    >
      <input type="hidden" name="business" value={businessId} />
      <input type="hidden" name="updatedAt" value={updatedAt} />
      <Group title="Your business">
        <Field label={labels.name} error={fields.name} required>
          <Input name="name" autoComplete="organization" defaultValue={values.name} />
        </Field>
        <Field label={labels.tagline} error={fields.tagline} optional>
          <Input name="tagline" maxLength={200} defaultValue={values.tagline} />
        </Field>
        <Field label={labels.about} error={fields.about} optional>
          <Textarea name="about" rows={4} maxLength={4000} defaultValue={values.about} />
        </Field>
      </Group>
      <Group title="Where and how to reach you">
        <div className="grid gap-5 sm:grid-cols-2">
          <Field label={labels.address} error={fields.address} optional>
            <Input name="address" autoComplete="street-address" defaultValue={values.address} />
          </Field>
          <Field label={labels.city} error={fields.city} optional>
            <Input name="city" autoComplete="address-level2" defaultValue={values.city} />
          </Field>
          <Field label={labels.phone} error={fields.phone} optional>
            <Input name="phone" type="tel" autoComplete="tel" defaultValue={values.phone ?? ""} />
          </Field>
          <Field label={labels.email} error={fields.email} optional>
            <Input name="email" type="email" autoComplete="email" defaultValue={values.email} />
          </Field>
        </div>
      </Group>
      <Group title="Changes by customers">
        <div className="grid gap-5 sm:grid-cols-2">
          {(["cancelCutoffMin", "moveCutoffMin"] as const).map((name) => (
            <Field key={name} label={labels[name]} error={fields[name]}>
              <Select name={name} defaultValue={String(values[name])}>
                {[...new Set([...CUTOFFS_MIN, values[name]])]
                  .sort((a, b) => a - b)
                  .map((minutes) => (
                    <option key={minutes} value={minutes}>
                      {minutes === 0 ? "it begins" : `${formatLeadTime(minutes, locale)} before`}
                    </option>
                  ))}
              </Select>
            </Field>
          ))}
        </div>
        <Field
          label={labels.policyText}
          hint="Shown on your public page."
          error={fields.policyText}
          optional
        >
          <Textarea name="policyText" rows={3} maxLength={2000} defaultValue={values.policyText} />
        </Field>
      </Group>
      <Answer state={state} />
      <Button type="submit" variant="primary" size="lg" pending={pending}>
        {state?.status === "stale" ? "Save mine over it" : "Save"}
      </Button>
    </form>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="space-y-5">
      <h2 className="font-medium text-lg">{title}</h2>
      {children}
    </section>
  );
}

function Answer({ state }: { state: SettingsState }) {
  if (state?.status === "saved") {
    return (
      <Notice tone="ok" live>
        Saved. Customers see it from now on.
      </Notice>
    );
  }
  if (state?.status === "forbidden") {
    return (
      <Notice tone="danger" live>
        You may not change this any more. Nothing was saved.
      </Notice>
    );
  }
  if (state?.status === "invalid") {
    return (
      <Notice tone="danger" live>
        Something above needs another look. Nothing was saved yet.
      </Notice>
    );
  }
  if (state?.status === "stale") {
    return (
      <Notice tone="warn" title="Somebody has saved in the meantime" live>
        {state.changed.length === 0 ? (
          <p>What they saved is the same as yours.</p>
        ) : (
          <>
            <p>Your entries are still above. It now reads differently here:</p>
            <ul className="mt-1 list-disc ps-5">
              {state.changed.map(({ field, now }) => (
                <li key={field} className="break-words">
                  {labels[field]}: {now ? `“${now}”` : "empty"}
                </li>
              ))}
            </ul>
          </>
        )}
      </Notice>
    );
  }
  return null;
}
