"use client";

import { useActionState, useEffect, useState } from "react";
import { RadioGroup } from "@/components/ui/choice";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { SubmitButton } from "@/components/ui/submit-button";
import { useFirstFault } from "@/components/ui/use-first-fault";
import { isAddressFree, startBusiness } from "@/lib/members/actions";
import { countryOfZone, zoneIn } from "@/lib/members/here";
import { currencyOf, isKind, type Kind, slugOf } from "@/lib/members/start";
import { editStartedBusiness } from "@/lib/members/start-actions";
import type { StartedBusiness } from "@/lib/members/start-data";
import { keepStart, readStart } from "./start/draft";

const kinds: { value: Kind; label: string }[] = [
  { value: "salon", label: "Hair, nails, beauty" },
  { value: "studio", label: "Classes and studio" },
  { value: "clinic", label: "Practice or clinic" },
  { value: "tutor", label: "Lessons and coaching" },
  { value: "repair", label: "Repairs and workshop" },
  { value: "other", label: "Something else" },
];

const TYPING_MS = 400;

/**
 * Opening a business: what it is called, what it does, where it is. What is typed is kept in this browser until the
 * business exists; from then on the same form changes it.
 */
export function StartForm({
  personId,
  started,
  ownerName: knownName,
  country: guessedCountry,
  countries,
  currencies,
  zones,
  site,
}: {
  personId: string;
  /** The business that was begun with, if one comes back to this page. */
  started: StartedBusiness | null;
  ownerName: string;
  country: string;
  countries: ComboboxOption[];
  currencies: ComboboxOption[];
  zones: ComboboxOption[];
  /** The site's address without its scheme, to show where the page will stand. */
  site: string;
}) {
  const [state, action, pending] = useActionState(
    started ? editStartedBusiness : startBusiness,
    null,
  );
  const [name, setName] = useState(started?.name ?? "");
  const [ownSlug, setOwnSlug] = useState<string | null>(started?.slug ?? null);
  const [kind, setKind] = useState<Kind>(started && isKind(started.kind) ? started.kind : "salon");
  const [country, setCountry] = useState(started?.country ?? guessedCountry);
  const [ownCurrency, setOwnCurrency] = useState<string | null>(started?.currency ?? null);
  const [zone, setZone] = useState(started?.timeZone ?? "");
  const [ownerName, setOwnerName] = useState(knownName);
  const slug = ownSlug ?? slugOf(name);
  const taken = useTaken(slug === started?.slug ? "" : slug);
  const currency = ownCurrency ?? currencyOf(country);

  const [restored, setRestored] = useState(false);
  useEffect(() => {
    if (restored) return;
    const draft = started ? null : readStart(personId);
    if (!started) {
      const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
      setZone(zoneIn(codes(zones), here));
      setCountry(countryOfZone(here, codes(countries), guessedCountry) ?? guessedCountry);
    }
    if (draft) {
      setName(draft.name);
      setOwnSlug(draft.ownSlug);
      if (isKind(draft.kind)) setKind(draft.kind);
      setCountry(draft.country);
      setOwnCurrency(draft.ownCurrency);
      if (draft.zone) setZone(draft.zone);
      setOwnerName(draft.ownerName);
    }
    setRestored(true);
  }, [restored, personId, started, zones, countries, guessedCountry]);
  useEffect(() => {
    if (!restored) return;
    // Once there is a business, it holds what was typed.
    const draft = { name, ownSlug, kind, country, ownCurrency, zone, ownerName };
    keepStart(personId, started || name === "" ? null : draft);
  }, [restored, personId, started, name, ownSlug, kind, country, ownCurrency, zone, ownerName]);

  const form = useFirstFault(state);
  const fields = state?.fields ?? {};
  const slugError = taken ? "Somebody else has this address already" : fields.slug;
  return (
    <form ref={form} action={action} noValidate className="space-y-6">
      {started && <input type="hidden" name="business" value={started.id} />}
      {state?.code === "too_many_businesses" && (
        <Notice tone="warn" live>
          You own as many businesses as one person can have here.
        </Notice>
      )}
      {state?.code === "signed_out" && (
        <Notice tone="danger" live>
          You have been signed out in the meantime. Please sign in again.
        </Notice>
      )}
      <Field label="Name of your business" error={fields.name} required>
        <Input
          name="name"
          autoComplete="organization"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </Field>
      <Field
        label="Address of its page"
        hint={
          <span className="break-all">
            {site}/<span className="font-medium text-ink">{slug || "your-name"}</span>
          </span>
        }
        error={slugError}
        required
      >
        <Input
          name="slug"
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          value={slug}
          onChange={(event) => setOwnSlug(event.currentTarget.value.toLowerCase())}
        />
      </Field>
      <RadioGroup
        label="What do you do?"
        name="kind"
        look="cards"
        value={kind}
        onValueChange={(value) => setKind(value as Kind)}
        options={kinds}
      />
      <div className="grid gap-6 sm:grid-cols-2">
        <Field label="Country" error={fields.country} required>
          <Combobox
            name="country"
            options={countries}
            value={country}
            onValueChange={setCountry}
            placeholder="Search a country"
          />
        </Field>
        <Field label="Currency" error={fields.currency} required>
          <Combobox
            name="currency"
            options={currencies}
            value={currency}
            onValueChange={setOwnCurrency}
            placeholder="Search a currency"
          />
        </Field>
      </div>
      <Field
        label="Time zone"
        hint="Your opening hours are read on the clocks of this place."
        error={fields.timeZone}
        required
      >
        <Combobox
          name="timeZone"
          options={zones}
          value={zone}
          onValueChange={setZone}
          placeholder="Search a city"
        />
      </Field>
      <Field
        label="Your name"
        hint="Customers see it when they choose a person."
        error={fields.ownerName}
        required
      >
        <Input
          name="ownerName"
          autoComplete="name"
          value={ownerName}
          onChange={(event) => setOwnerName(event.currentTarget.value)}
        />
      </Field>
      <SubmitButton size="lg" block pending={pending}>
        {started ? "Save and go on" : "Open the book"}
      </SubmitButton>
      {!started && (
        <p className="text-muted">
          Next you say when you are open and what can be booked. You can stop at any time: the next
          time you sign in you go on where you were.
        </p>
      )}
    </form>
  );
}

const codes = (places: ComboboxOption[]) => places.map(({ value }) => value);

/** Whether somebody has the address already, asked a moment after the last key. */
function useTaken(slug: string): boolean {
  const [taken, setTaken] = useState<string | null>(null);
  useEffect(() => {
    if (!slug) return;
    let current = true;
    const timer = setTimeout(async () => {
      const free = await isAddressFree(slug).catch(() => true);
      if (current) setTaken(free || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) ? null : slug);
    }, TYPING_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [slug]);
  return taken === slug && slug !== "";
}
