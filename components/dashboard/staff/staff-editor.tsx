"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState, useTransition } from "react";
import { PhotoField } from "@/components/dashboard/photo-field";
import { WholeInput } from "@/components/dashboard/services/number-inputs";
import { Button, ButtonLink } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Input, Select, Textarea } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { useToast } from "@/components/ui/toast";
import { zoneCity } from "@/lib/format";
import { messageFor } from "@/lib/http/messages";
import type { Desk } from "@/lib/members/schema";
import { slugOf } from "@/lib/members/start";
import type { Teammate } from "@/lib/members/team";
import { saveStaffAction } from "@/lib/staff/actions";
import type { ManagedPerson, StaffDetails } from "@/lib/staff/schema";
import { HueChoice } from "./hue-choice";

type Answer =
  | Awaited<ReturnType<typeof saveStaffAction>>
  | { ok: false; code: "not_through" }
  | null;

const refusals: Record<string, string> = {
  not_through: "That did not get through. What you typed is still here; please save again.",
  invalid: "Something above needs another look. Nothing was saved yet.",
  slug_taken: "Somebody else has this address already. Please choose another.",
  not_a_member: "Whoever you linked no longer signs in here. Please choose again.",
  member_taken: "Whoever you linked is linked to another person already.",
};

/** Everything about a person who can be booked; whatever is refused, what was typed stays. */
export function StaffEditor({
  businessId,
  desk,
  person,
  first,
  team,
  zones,
}: {
  businessId: string;
  desk: Desk;
  /** null = somebody new. */
  person: ManagedPerson | null;
  first: StaffDetails;
  team: Teammate[];
  zones: ComboboxOption[];
}) {
  const router = useRouter();
  const toast = useToast();
  const [pending, start] = useTransition();
  const [draft, setDraft] = useState(first);
  const [version, setVersion] = useState(person?.version ?? "");
  const [answer, setAnswer] = useState<Answer>(null);
  const fields = answer && !answer.ok && "fields" in answer ? answer.fields : {};
  const error = (name: keyof StaffDetails) => fields[`details.${name}`];
  const set = <K extends keyof StaffDetails>(name: K, value: StaffDetails[K]) =>
    setDraft((now) => ({ ...now, [name]: value }));
  const refused = answer && !answer.ok ? answer : null;
  const linked = new Set(
    desk.people.filter(({ id }) => id !== person?.id).map(({ userId }) => userId),
  );

  function save(over = version) {
    start(async () => {
      const details = {
        ...draft,
        email: draft.email?.trim() || null,
        slug: draft.slug || slugOf(draft.name) || "team",
      };
      try {
        const outcome = await saveStaffAction({
          businessId,
          staffId: person?.id ?? null,
          version: over,
          details,
        });
        setAnswer(outcome);
        if (!outcome.ok) return;
        toast({ message: `${details.name} is saved` });
        if (!person) router.push("/dashboard/staff");
        setVersion(outcome.person.version);
        setDraft(outcome.person.details);
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
      <Part title="What customers see">
        <Field label="Name" error={error("name")} required>
          <Input
            value={draft.name}
            maxLength={120}
            autoComplete="off"
            onChange={(event) => set("name", event.currentTarget.value)}
          />
        </Field>
        <Field label="What they do" hint="A line under the name." error={error("title")} optional>
          <Input
            value={draft.title}
            maxLength={120}
            onChange={(event) => set("title", event.currentTarget.value)}
          />
        </Field>
        <Field label="A few words about them" error={error("bio")} optional>
          <Textarea
            rows={3}
            maxLength={2000}
            value={draft.bio}
            onChange={(event) => set("bio", event.currentTarget.value)}
          />
        </Field>
        <PhotoField
          businessId={businessId}
          label="Photo"
          shape="round"
          value={draft.photoUrl}
          onValue={(value) => set("photoUrl", value)}
        />
      </Part>
      <Part title="What they perform">
        <div className="grid gap-x-6 sm:grid-cols-2">
          {desk.services
            .filter(({ archived }) => !archived)
            .map((service) => (
              <Checkbox
                key={service.id}
                label={service.name}
                checked={draft.services.includes(service.id)}
                onChange={(event) =>
                  set(
                    "services",
                    event.currentTarget.checked
                      ? [...draft.services, service.id]
                      : draft.services.filter((id) => id !== service.id),
                  )
                }
              />
            ))}
        </div>
        <p className="text-muted">
          Own lengths and prices stand with each service. Hours stand under Hours.
        </p>
      </Part>
      <Part title="In the diary">
        <HueChoice value={draft.hue} onValue={(value) => set("hue", value)} />
        <Field
          label="Time zone"
          hint={`Empty means ${zoneCity(desk.timeZone)}, as the business.`}
          error={error("timeZone")}
          optional
        >
          <Combobox
            options={[{ value: "", label: "As the business" }, ...zones]}
            value={draft.timeZone ?? ""}
            onValueChange={(value) => set("timeZone", value || null)}
            placeholder="Search a city"
          />
        </Field>
        <div className="grid items-start gap-5 sm:grid-cols-3">
          <WholeInput
            label="At most a day"
            unit="bookings"
            value={draft.limitPerDay}
            error={error("limitPerDay")}
            onValue={(value) => set("limitPerDay", value)}
          />
          <WholeInput
            label="At most a week"
            unit="bookings"
            value={draft.limitPerWeek}
            error={error("limitPerWeek")}
            onValue={(value) => set("limitPerWeek", value)}
          />
          <WholeInput
            label="Share"
            unit="parts"
            hint="With “anyone”, 2 gets twice as many as 1."
            value={draft.weight}
            error={error("weight")}
            onValue={(value) => set("weight", value ?? Number.NaN)}
          />
        </div>
      </Part>
      <Part title="Messages and signing in">
        <Field
          label="E-mail"
          hint="New and changed bookings are told here."
          error={error("email")}
          optional
        >
          <Input
            type="email"
            inputMode="email"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={draft.email ?? ""}
            onChange={(event) => set("email", event.currentTarget.value || null)}
          />
        </Field>
        <Field
          label="Signs in as"
          hint="Then their own appointments and hours are theirs to change."
          error={error("userId")}
        >
          <Select
            value={draft.userId ?? ""}
            onChange={(event) => set("userId", event.currentTarget.value || null)}
          >
            <option value="">Nobody</option>
            {team
              .filter(({ userId }) => !linked.has(userId))
              .map(({ userId, name }) => (
                <option key={userId} value={userId}>
                  {name}
                </option>
              ))}
          </Select>
        </Field>
        {person && (
          <Field
            label="In the address of their page"
            hint={`Links with ?staff=${person.details.slug} stop working when you change it.`}
            error={refused?.code === "slug_taken" ? refusals.slug_taken : error("slug")}
          >
            <Input
              value={draft.slug}
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => set("slug", event.currentTarget.value.toLowerCase())}
            />
          </Field>
        )}
      </Part>
      {refused?.code === "stale" && "current" in refused && (
        <Notice
          tone="warn"
          live
          title="Somebody else has changed this person since you opened it"
          action={
            <>
              <Button size="sm" variant="primary" onClick={() => save(refused.current.version)}>
                Save mine over it
              </Button>
              <Button
                size="sm"
                onClick={() => {
                  setVersion(refused.current.version);
                  setDraft(refused.current.details);
                  setAnswer(null);
                }}
              >
                Drop mine, show theirs
              </Button>
            </>
          }
        >
          What you typed is still above.
        </Notice>
      )}
      {refused && refused.code !== "stale" && (
        <Notice tone="danger" live>
          {refusals[refused.code] ?? messageFor(refused.code)}
        </Notice>
      )}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" variant="primary" size="lg" pending={pending}>
          {person ? "Save" : "Add the person"}
        </Button>
        <ButtonLink href="/dashboard/staff" variant="quiet" size="lg">
          Back to the list
        </ButtonLink>
      </div>
    </form>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="space-y-5">
      <h2 className="font-medium text-lg">{title}</h2>
      {children}
    </section>
  );
}
