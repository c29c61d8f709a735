"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState, useTransition } from "react";
import { PhotoField } from "@/components/dashboard/photo-field";
import { WholeInput } from "@/components/dashboard/services/number-inputs";
import { CopyLink } from "@/components/dashboard/start/copy-link";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/choice";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { useToast } from "@/components/ui/toast";
import type { StoredLook } from "@/lib/business/look";
import { saveLookAction } from "@/lib/business/look-actions";
import type { LookValues } from "@/lib/business/look-schema";
import { formatWeekday } from "@/lib/format";
import { messageFor } from "@/lib/http/messages";
import { BrandPreview } from "./brand-preview";

const LANGUAGES: Record<LookValues["locale"], string> = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  ar: "العربية",
};

type Answer =
  | Awaited<ReturnType<typeof saveLookAction>>
  | { ok: false; code: "not_through" }
  | null;

/** How the page looks, where it is found, whose clocks and money it speaks of, and what holds for all services. */
export function LookForm({
  businessId,
  name,
  stored,
  locale,
  appUrl,
  zones,
  currencies,
}: {
  businessId: string;
  name: string;
  stored: StoredLook;
  locale: string;
  appUrl: string;
  zones: ComboboxOption[];
  currencies: ComboboxOption[];
}) {
  const router = useRouter();
  const toast = useToast();
  const [pending, start] = useTransition();
  const [draft, setDraft] = useState(stored.values);
  const [saved, setSaved] = useState(stored);
  const [answer, setAnswer] = useState<Answer>(null);
  const refused = answer && !answer.ok ? answer : null;
  const fields: Record<string, string> =
    refused && "fields" in refused ? (refused.fields as Record<string, string>) : {};
  const error = (key: keyof LookValues) => fields[`values.${key}`];
  const set = <K extends keyof LookValues>(key: K, value: LookValues[K]) =>
    setDraft((now) => ({ ...now, [key]: value }));

  function save(updatedAt = saved.updatedAt) {
    start(async () => {
      try {
        const outcome = await saveLookAction({ businessId, updatedAt, values: draft });
        setAnswer(outcome);
        if (!outcome.ok) return;
        setSaved({ values: draft, updatedAt: outcome.updatedAt });
        toast({ message: "Saved. Customers see it from now on." });
        router.refresh();
      } catch {
        setAnswer({ ok: false, code: "not_through" });
      }
    });
  }

  return (
    <form
      noValidate
      className="max-w-2xl space-y-10"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Group title="Look">
        <PhotoField
          businessId={businessId}
          label="Photo of your place"
          hint="At the head of your page; without one it is a field of your colour."
          value={draft.photoUrl}
          onValue={(value) => set("photoUrl", value)}
        />
        <PhotoField
          businessId={businessId}
          label="Sign"
          hint="Small and square, beside your name."
          shape="square"
          sign
          value={draft.logoUrl}
          onValue={(value) => set("logoUrl", value)}
        />
        <div className="flex flex-wrap items-end gap-3">
          <Field label="Colour" error={error("brandColor")}>
            <Input
              value={draft.brandColor}
              maxLength={7}
              autoComplete="off"
              spellCheck={false}
              className="w-32"
              onChange={(event) => set("brandColor", event.currentTarget.value)}
            />
          </Field>
          <input
            type="color"
            aria-label="Choose the colour"
            className="h-11 w-16 cursor-pointer rounded-md border border-line-strong bg-surface"
            value={/^#[0-9a-f]{6}$/i.test(draft.brandColor) ? draft.brandColor : "#7c5c3e"}
            onChange={(event) => set("brandColor", event.currentTarget.value)}
          />
        </div>
        <BrandPreview color={draft.brandColor} name={name} />
      </Group>
      <Group title="Where people find you">
        <CopyLink address={`${appUrl}/${saved.values.slug}`} label="Your page" />
        <Field
          label="Address of your page"
          hint={`The part after ${new URL(appUrl).host}/. Links to the old one lead here as long as nobody else takes it.`}
          error={
            refused?.code === "slug_taken"
              ? "Somebody else has this address already"
              : error("slug")
          }
        >
          <Input
            value={draft.slug}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => set("slug", event.currentTarget.value.toLowerCase())}
          />
        </Field>
        <Field label="Your own website" error={error("website")} optional>
          <Input
            type="url"
            inputMode="url"
            value={draft.website}
            placeholder="https://"
            onChange={(event) => set("website", event.currentTarget.value)}
          />
        </Field>
        <Switch
          label="Listed on Daybook's front page"
          hint="Otherwise only who has the address finds it."
          checked={draft.listed}
          onChange={(event) => set("listed", event.currentTarget.checked)}
        />
      </Group>
      <Group title="Clock, language and money">
        <Field
          label="Time zone"
          hint="Bookings that were made keep their moment; hours are read on the new clock."
          error={error("timeZone")}
        >
          <Combobox
            options={zones}
            value={draft.timeZone}
            onValueChange={(value) => set("timeZone", value)}
            placeholder="Search a city"
          />
        </Field>
        <div className="grid items-start gap-5 sm:grid-cols-2">
          <Field label="Language of your texts" error={error("locale")}>
            <Select
              value={draft.locale}
              onChange={(event) => set("locale", event.currentTarget.value as LookValues["locale"])}
            >
              {Object.entries(LANGUAGES).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          </Field>
          <Field label="A week begins on" error={error("weekStartsOn")}>
            <Select
              value={draft.weekStartsOn}
              onChange={(event) => set("weekStartsOn", Number(event.currentTarget.value))}
            >
              {[1, 6, 7].map((day) => (
                <option key={day} value={day}>
                  {formatWeekday(day, locale, "long")}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        <Field
          label="Currency"
          hint="Prices keep their figures; bookings keep what was agreed."
          error={error("currency")}
        >
          <Combobox
            options={currencies}
            value={draft.currency}
            onValueChange={(value) => set("currency", value)}
            placeholder="Search a currency"
          />
        </Field>
      </Group>
      <Group title="For all services">
        <div className="grid items-end gap-5 sm:grid-cols-2">
          <WholeInput
            label="A booking may be moved"
            unit="times"
            hint="By the customer; empty means as often as they like."
            value={draft.maxMoves}
            error={error("maxMoves")}
            onValue={(value) => set("maxMoves", value)}
          />
          <WholeInput
            label="Bookings ahead per customer"
            unit="at most"
            hint="Empty means any number."
            value={draft.maxOpenBookings}
            error={error("maxOpenBookings")}
            onValue={(value) => set("maxOpenBookings", value)}
          />
          <WholeInput
            label="A request waits for you"
            unit="hours"
            hint="Then it lapses and its time is free again."
            value={draft.requestHours}
            error={error("requestHours")}
            onValue={(value) => set("requestHours", value ?? Number.NaN)}
          />
        </div>
      </Group>
      {refused?.code === "stale" && "current" in refused && (
        <Notice
          tone="warn"
          live
          title="Somebody has saved in the meantime"
          action={
            <>
              <Button size="sm" variant="primary" onClick={() => save(refused.current.updatedAt)}>
                Save mine over it
              </Button>
              <Button
                size="sm"
                onClick={() => {
                  setSaved(refused.current);
                  setDraft(refused.current.values);
                  setAnswer(null);
                }}
              >
                Drop mine, show theirs
              </Button>
            </>
          }
        >
          What you entered is still above.
        </Notice>
      )}
      {refused && refused.code !== "stale" && (
        <Notice tone="danger" live>
          {refused.code === "not_through"
            ? "That did not get through. What you entered is still here; please save again."
            : refused.code === "forbidden"
              ? messageFor("forbidden")
              : "Something above needs another look. Nothing was saved yet."}
        </Notice>
      )}
      <Button type="submit" variant="primary" size="lg" pending={pending}>
        Save
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
