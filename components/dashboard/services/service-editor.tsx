"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState, useTransition } from "react";
import { PhotoField } from "@/components/dashboard/photo-field";
import { Button, ButtonLink } from "@/components/ui/button";
import { RadioGroup } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input, Select, Textarea } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { useToast } from "@/components/ui/toast";
import { formatLeadTime } from "@/lib/format";
import { messageFor } from "@/lib/http/messages";
import type { Desk } from "@/lib/members/schema";
import { slugOf } from "@/lib/members/start";
import { saveServiceAction } from "@/lib/services/actions";
import type { ManagedService, ServiceDetails } from "@/lib/services/schema";
import { AmountInput, WholeInput } from "./number-inputs";
import { Performers } from "./performers";
import { QuestionsEditor } from "./questions-editor";
import { ServicePreview } from "./service-preview";

const CUTOFFS_MIN = [0, 60, 120, 180, 360, 720, 1440, 2880, 4320, 10_080];

type Answer =
  | Awaited<ReturnType<typeof saveServiceAction>>
  | { ok: false; code: "not_through" }
  | null;

/** Everything about a service that customers read; whatever is refused, what was typed stays. */
export function ServiceEditor({
  businessId,
  desk,
  service,
  first,
  cutoffs,
}: {
  businessId: string;
  desk: Desk;
  /** null = a new one. */
  service: ManagedService | null;
  first: ServiceDetails;
  /** What holds where the service says nothing of its own. */
  cutoffs: { cancelCutoffMin: number; moveCutoffMin: number };
}) {
  const router = useRouter();
  const toast = useToast();
  const [pending, start] = useTransition();
  const [draft, setDraft] = useState(first);
  const [version, setVersion] = useState(service?.version ?? "");
  const [answer, setAnswer] = useState<Answer>(null);
  const fields = answer && !answer.ok && "fields" in answer ? answer.fields : {};
  const error = (name: string) => fields[`details.${name}`] ?? fields[name];
  const set = <K extends keyof ServiceDetails>(name: K, value: ServiceDetails[K]) =>
    setDraft((now) => ({ ...now, [name]: value }));

  function save(over = version) {
    start(async () => {
      const details = { ...draft, slug: draft.slug || slugOf(draft.name) || "service" };
      try {
        const outcome = await saveServiceAction({
          businessId,
          serviceId: service?.id ?? null,
          version: over,
          details,
        });
        setAnswer(outcome);
        if (!outcome.ok) return;
        toast({ message: `${details.name} is saved` });
        if (!service) router.push("/dashboard/services");
        setVersion(outcome.service.version);
        setDraft(outcome.service.details);
        router.refresh();
      } catch {
        setAnswer({ ok: false, code: "not_through" });
      }
    });
  }

  return (
    <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <form
        noValidate
        className="min-w-0 max-w-2xl space-y-10"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Part title="What it is">
          <Field label="Name" error={error("name")} required>
            <Input
              value={draft.name}
              maxLength={120}
              autoComplete="off"
              onChange={(event) => set("name", event.currentTarget.value)}
            />
          </Field>
          <div className="grid items-end gap-5 sm:grid-cols-2">
            <WholeInput
              label="How long it takes"
              value={draft.durationMin}
              error={error("durationMin")}
              onValue={(value) => set("durationMin", value ?? Number.NaN)}
            />
            <AmountInput
              label="Price"
              hint="For one person. Empty means on request, 0 means free."
              currency={desk.currency}
              value={draft.priceMinor}
              error={error("priceMinor")}
              onValue={(value) => set("priceMinor", value)}
            />
          </div>
          <Field
            label="Group"
            hint="Services of one group stand together, e.g. Cuts or Colour."
            error={error("category")}
            optional
          >
            <Input
              value={draft.category}
              maxLength={80}
              onChange={(event) => set("category", event.currentTarget.value)}
            />
          </Field>
          <Field label="In a few words" error={error("description")} optional>
            <Textarea
              rows={3}
              maxLength={2000}
              value={draft.description}
              onChange={(event) => set("description", event.currentTarget.value)}
            />
          </Field>
          <PhotoField
            businessId={businessId}
            label="Photo"
            value={draft.photoUrl}
            onValue={(value) => set("photoUrl", value)}
          />
          {service && (
            <Field
              label="Address of its page"
              hint={`After /${desk.slug}/. Links to the old one lead here when you change it.`}
              error={
                answer && !answer.ok && answer.code === "slug_taken"
                  ? "Another service has this address"
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
          )}
        </Part>
        <Part title="Who performs it">
          <Performers
            people={desk.people}
            currency={desk.currency}
            durationMin={draft.durationMin}
            priceMinor={draft.priceMinor}
            value={draft.staff}
            error={error("staff")}
            onValue={(value) => set("staff", value)}
          />
        </Part>
        <Part title="When somebody books">
          <RadioGroup
            label="A booking is confirmed"
            name="confirmation"
            value={draft.confirmation}
            onValueChange={(value) => set("confirmation", value as ServiceDetails["confirmation"])}
            options={[
              { value: "instant", label: "At once" },
              {
                value: "email",
                label: "When the customer has confirmed by e-mail",
                hint: "Keeps away people who type an address that is not theirs.",
              },
              {
                value: "approval",
                label: "When you have said yes",
                hint: "The time is kept until you decide.",
              },
            ]}
          />
          <div className="grid gap-5 sm:grid-cols-2">
            {(
              [
                ["cancelCutoffMin", "Customers may cancel until"],
                ["moveCutoffMin", "Customers may move until"],
              ] as const
            ).map(([name, label]) => (
              <Field key={name} label={label} error={error(name)}>
                <Select
                  value={draft[name] === null ? "" : String(draft[name])}
                  onChange={({ currentTarget: { value } }) =>
                    set(name, value === "" ? null : Number(value))
                  }
                >
                  <option value="">As everywhere: {cutoffWords(cutoffs[name], desk.locale)}</option>
                  {[...new Set([...CUTOFFS_MIN, ...(draft[name] === null ? [] : [draft[name]])])]
                    .sort((a, b) => a - b)
                    .map((minutes) => (
                      <option key={minutes} value={minutes}>
                        {cutoffWords(minutes, desk.locale)}
                      </option>
                    ))}
                </Select>
              </Field>
            ))}
          </div>
        </Part>
        <Part title="What you ask">
          <QuestionsEditor
            value={draft.questions}
            errorOf={(path) => error(`questions.${path}`)}
            onValue={(value) => set("questions", value)}
          />
        </Part>
        <Refusal
          answer={answer}
          onTheirs={(current) => {
            setVersion(current.version);
            setDraft(current.details);
            setAnswer(null);
          }}
          onMine={(current) => {
            setVersion(current.version);
            save(current.version);
          }}
        />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" variant="primary" size="lg" pending={pending}>
            {service ? "Save" : "Add the service"}
          </Button>
          <ButtonLink href="/dashboard/services" variant="quiet" size="lg">
            Back to the list
          </ButtonLink>
        </div>
      </form>
      <ServicePreview details={draft} desk={desk} />
    </div>
  );
}

function cutoffWords(minutes: number, locale: string): string {
  return minutes === 0 ? "it begins" : `${formatLeadTime(minutes, locale)} before`;
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="space-y-5">
      <h2 className="font-medium text-lg">{title}</h2>
      {children}
    </section>
  );
}

function Refusal({
  answer,
  onTheirs,
  onMine,
}: {
  answer: Answer;
  onTheirs: (current: ManagedService) => void;
  onMine: (current: ManagedService) => void;
}) {
  if (!answer || answer.ok) return null;
  if (answer.code === "stale" && "current" in answer) {
    const { current } = answer;
    return (
      <Notice
        tone="warn"
        live
        title="Somebody else has changed this service since you opened it"
        action={
          <>
            <Button size="sm" variant="primary" onClick={() => onMine(current)}>
              Save mine over it
            </Button>
            <Button size="sm" onClick={() => onTheirs(current)}>
              Drop mine, show theirs
            </Button>
          </>
        }
      >
        What you typed is still above.
      </Notice>
    );
  }
  return (
    <Notice tone="danger" live>
      {answer.code === "not_through"
        ? "That did not get through. What you typed is still here; please save again."
        : answer.code === "invalid" || answer.code === "slug_taken"
          ? "Something above needs another look. Nothing was saved yet."
          : messageFor(answer.code)}
    </Notice>
  );
}
