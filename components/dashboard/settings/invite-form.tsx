"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { RadioGroup } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { useToast } from "@/components/ui/toast";
import type { Role } from "@/lib/members/rules";
import type { DeskPerson } from "@/lib/members/schema";
import { inviteAction, type TeamOutcome } from "@/lib/members/team-actions";
import { roleHints, roleNames, teamWords } from "./words";

/** Inviting somebody by e-mail with a role, and as which of the people who can be booked. */
export function InviteForm({ businessId, people }: { businessId: string; people: DeskPerson[] }) {
  const router = useRouter();
  const toast = useToast();
  const [pending, start] = useTransition();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("staff");
  const [staffId, setStaffId] = useState("");
  const [answer, setAnswer] = useState<TeamOutcome | null>(null);
  const refused = answer && !answer.ok ? answer : null;

  function invite() {
    start(async () => {
      try {
        const outcome = await inviteAction({ businessId, email, role, staffId: staffId || null });
        setAnswer(outcome);
        if (!outcome.ok) return;
        toast({ message: `${email.trim()} is invited` });
        setEmail("");
        setStaffId("");
        router.refresh();
      } catch {
        setAnswer({ ok: false, code: "not_through" });
      }
    });
  }

  return (
    <section aria-labelledby="invite" className="space-y-5 border-line border-t pt-6">
      <h2 id="invite" className="font-medium text-lg">
        Invite somebody
      </h2>
      <form
        noValidate
        className="space-y-5"
        onSubmit={(event) => {
          event.preventDefault();
          invite();
        }}
      >
        <Field
          label="E-mail"
          error={refused?.fields?.email && "Please give an e-mail address such as name@example.com"}
          required
        >
          <Input
            type="email"
            inputMode="email"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
        </Field>
        <RadioGroup
          label="As"
          name="role"
          look="cards"
          value={role}
          onValueChange={(value) => setRole(value as Role)}
          options={(Object.keys(roleNames) as Role[]).map((value) => ({
            value,
            label: roleNames[value],
            hint: roleHints[value],
          }))}
        />
        {people.length > 0 && (
          <Field label="Is this one of the people who can be booked?">
            <Select value={staffId} onChange={(event) => setStaffId(event.currentTarget.value)}>
              <option value="">No</option>
              {people.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        )}
        {refused && refused.code !== "invalid" && (
          <Notice tone="danger" live>
            {teamWords(refused.code)}
          </Notice>
        )}
        <Button type="submit" variant="primary" pending={pending}>
          Send the invitation
        </Button>
      </form>
    </section>
  );
}
