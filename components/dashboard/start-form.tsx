"use client";

import { useActionState, useEffect, useState } from "react";
import { Checkbox, RadioGroup } from "@/components/ui/choice";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { SubmitButton } from "@/components/ui/submit-button";
import { formatDuration } from "@/lib/format";
import { isAddressFree, startBusiness } from "@/lib/members/actions";
import { currencyOf, firstServices, type Kind, slugOf } from "@/lib/members/start";

const kinds: { value: Kind; label: string }[] = [
  { value: "salon", label: "Hair, nails, beauty" },
  { value: "studio", label: "Classes and studio" },
  { value: "clinic", label: "Practice or clinic" },
  { value: "tutor", label: "Lessons and coaching" },
  { value: "repair", label: "Repairs and workshop" },
  { value: "other", label: "Something else" },
];

const TYPING_MS = 400;

/** Opening a business: what it is called, where it is, what can be booked first. */
export function StartForm({
  ownerName: knownName,
  country: guessedCountry,
  countries,
  currencies,
  zones,
  site,
}: {
  ownerName: string;
  country: string;
  countries: ComboboxOption[];
  currencies: ComboboxOption[];
  zones: ComboboxOption[];
  /** The site's address without its scheme, to show where the page will stand. */
  site: string;
}) {
  const [state, action, pending] = useActionState(startBusiness, null);
  const [name, setName] = useState("");
  const [ownSlug, setOwnSlug] = useState<string | null>(null);
  const [kind, setKind] = useState<Kind>("salon");
  const [country, setCountry] = useState(guessedCountry);
  const [ownCurrency, setOwnCurrency] = useState<string | null>(null);
  const [zone, setZone] = useState("");
  const [ownerName, setOwnerName] = useState(knownName);
  const slug = ownSlug ?? slugOf(name);
  const taken = useTaken(slug);
  const currency = ownCurrency ?? currencyOf(country);

  useEffect(() => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    setZone((chosen) => chosen || (zones.some(({ value }) => value === here) ? here : ""));
  }, [zones]);

  const fields = state?.fields ?? {};
  const slugError = taken ? "Somebody else has this address already" : fields.slug;
  return (
    <form action={action} noValidate className="space-y-6">
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
      <fieldset>
        <legend className="font-medium">What people can book first</legend>
        <p className="text-muted text-sm">Without prices for now; they are shown as on request.</p>
        <div className="mt-1">
          {firstServices[kind].map((service) => (
            <Checkbox
              key={`${kind} ${service.slug}`}
              name="service"
              value={service.slug}
              defaultChecked
              label={service.name}
              hint={
                service.capacity > 1
                  ? `${formatDuration(service.durationMin, "en-GB")}, up to ${service.capacity} people`
                  : formatDuration(service.durationMin, "en-GB")
              }
            />
          ))}
        </div>
      </fieldset>
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
        Open the book
      </SubmitButton>
      <p className="text-muted">
        Next you say when you are open. Until then it is Monday to Friday, nine to five; the page
        can be booked straight away.
      </p>
    </form>
  );
}

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
