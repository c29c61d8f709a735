"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { TextLink } from "@/components/ui/text-link";
import { saveCustomerAction } from "@/lib/customers/actions";
import type { CustomerDetails } from "@/lib/customers/schema";
import { NOT_THROUGH, refusalWords } from "./words";

type Answer = Awaited<ReturnType<typeof saveCustomerAction>> | { ok: false; code: "not_through" };

/** Name, e-mail and phone of a customer. Whatever is refused, what was typed stays. */
export function CustomerForm({
  businessId,
  existing,
  mayMerge,
}: {
  businessId: string;
  /** null = somebody new. */
  existing: ({ id: string } & CustomerDetails) | null;
  mayMerge: boolean;
}) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const [was, setWas] = useState<CustomerDetails | null>(
    existing && { name: existing.name, email: existing.email, phone: existing.phone },
  );
  const [typed, setTyped] = useState({
    name: existing?.name ?? "",
    email: existing?.email ?? "",
    phone: existing?.phone ?? "",
  });
  const [answer, setAnswer] = useState<Answer | null>(null);
  const fields = answer && !answer.ok && answer.code === "invalid" ? answer.fields : {};

  function save(base = was) {
    start(async () => {
      try {
        const outcome = await saveCustomerAction(
          businessId,
          existing && base ? { kind: "edit", customerId: existing.id, was: base } : { kind: "new" },
          typed,
        );
        setAnswer(outcome);
        if (outcome.ok) {
          router.push(`/dashboard/customers/${outcome.id}`);
          router.refresh();
        }
      } catch {
        setAnswer({ ok: false, code: "not_through" });
      }
    });
  }
  const set = (name: keyof typeof typed) => (event: React.ChangeEvent<HTMLInputElement>) => {
    const { value } = event.currentTarget;
    setTyped((before) => ({ ...before, [name]: value }));
  };

  return (
    <form
      noValidate
      className="max-w-xl space-y-5"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Field label="Name" error={fields.name} required>
        <Input name="name" autoComplete="off" value={typed.name} onChange={set("name")} />
      </Field>
      <Field
        label="E-mail"
        hint="Confirmations and reminders go here."
        error={
          answer && !answer.ok && answer.code === "email_taken"
            ? `This is the address of ${answer.customer.name}`
            : fields.email
        }
        optional
      >
        <Input
          name="email"
          type="email"
          inputMode="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={typed.email}
          onChange={set("email")}
        />
      </Field>
      <Field label="Phone" error={fields.phone} optional>
        <Input
          name="phone"
          type="tel"
          autoComplete="off"
          value={typed.phone}
          onChange={set("phone")}
        />
      </Field>
      {answer && !answer.ok && answer.code === "email_taken" && (
        <Notice tone="info" live title={`${answer.customer.name} has this address already`}>
          <p>
            <TextLink href={`/dashboard/customers/${answer.customer.id}`}>
              See {answer.customer.name}
            </TextLink>
            {existing && mayMerge && (
              <>
                {", or "}
                <TextLink
                  href={`/dashboard/customers/${existing.id}/merge?with=${answer.customer.id}`}
                >
                  merge the two records
                </TextLink>
                {" if they are one person"}
              </>
            )}
            .
          </p>
        </Notice>
      )}
      {answer && !answer.ok && answer.code === "stale" && (
        <Notice
          tone="warn"
          live
          title="Somebody else has changed this record since you opened it"
          action={
            <>
              <Button
                size="sm"
                variant="primary"
                onClick={() => {
                  setWas(answer.current);
                  save(answer.current);
                }}
              >
                Save mine over it
              </Button>
              <Button
                size="sm"
                onClick={() => {
                  const { name, email, phone } = answer.current;
                  setWas(answer.current);
                  setTyped({ name, email: email ?? "", phone: phone ?? "" });
                  setAnswer(null);
                }}
              >
                Drop mine, show theirs
              </Button>
            </>
          }
        >
          <p className="break-words">
            It now says: {answer.current.name}, {answer.current.email ?? "no e-mail"},{" "}
            {answer.current.phone ?? "no phone"}. What you typed is still above.
          </p>
        </Notice>
      )}
      {answer && !answer.ok && !["invalid", "stale", "email_taken"].includes(answer.code) && (
        <Notice tone="danger" live>
          {answer.code === "not_through" ? NOT_THROUGH : refusalWords(answer.code)}
        </Notice>
      )}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" variant="primary" pending={pending}>
          {existing ? "Save" : "Add customer"}
        </Button>
        <ButtonLink
          href={existing ? `/dashboard/customers/${existing.id}` : "/dashboard/customers"}
          variant="quiet"
        >
          Cancel
        </ButtonLink>
      </div>
    </form>
  );
}
