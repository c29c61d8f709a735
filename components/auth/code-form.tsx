"use client";

import { useActionState, useEffect, useRef, useState } from "react";
import { useWords } from "#words";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { useFirstFault } from "@/components/ui/use-first-fault";
import { enterCode } from "@/lib/auth/actions";
import type { CodePurpose } from "@/lib/auth/schema";
import { FormMessage } from "./form-message";
import { fieldWords } from "./words";

// The auth server sends no second code to an address within a minute of the first.
const WAIT_SECONDS = 60;

/** Asks for the six digits of a mail, wherever it is being read. */
export function CodeForm({
  email,
  purpose,
  next,
  sendAgain,
  onOtherAddress,
}: {
  email: string;
  purpose: CodePurpose;
  next: string;
  /** Sends the same form once more. */
  sendAgain: () => void;
  onOtherAddress: () => void;
}) {
  const t = useWords("auth");
  const problems = useWords("problems");
  const [state, action, pending] = useActionState(enterCode, null);
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useFirstFault(state);
  const failed = state && !state.ok ? state : null;
  // A wrong code belongs beside the code; whatever else went wrong stands above the form.
  const error =
    failed?.code === "wrong_code" ? t("wrong_code") : fieldWords(t, problems, failed?.fields?.code);

  // The form has taken another's place: whoever cannot see it starts at its heading.
  useEffect(() => heading.current?.focus(), []);

  return (
    <div className="space-y-6">
      <div>
        <h2 ref={heading} tabIndex={-1} className="font-medium text-lg outline-none">
          {t("look")}
        </h2>
        <p className="mt-1 text-muted">
          {t.rich("lookText", {
            email,
            mail: (address) => (
              <bdi dir="ltr" className="wrap-anywhere font-medium text-ink">
                {address}
              </bdi>
            ),
          })}
        </p>
      </div>
      <form ref={form} action={action} noValidate className="space-y-5">
        <FormMessage state={failed?.code === "wrong_code" ? null : state} />
        <input type="hidden" name="email" value={email} />
        <input type="hidden" name="purpose" value={purpose} />
        <input type="hidden" name="next" value={next} />
        <Field label={t("code")} error={error} required>
          <Input
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={12}
            placeholder="123456"
            defaultValue={failed?.values?.code}
            dir="ltr"
            className="tabular tracking-[0.2em]"
          />
        </Field>
        <SubmitButton size="lg" block pending={pending}>
          {t("continue")}
        </SubmitButton>
      </form>
      <div className="-ms-4 flex flex-wrap gap-x-2 gap-y-1">
        <SendAgain onSend={sendAgain} />
        <Button variant="quiet" onClick={onOtherAddress}>
          {t("otherAddress")}
        </Button>
      </div>
    </div>
  );
}

function SendAgain({ onSend }: { onSend: () => void }) {
  const t = useWords("auth");
  const [left, setLeft] = useState(WAIT_SECONDS);
  useEffect(() => {
    if (left === 0) return;
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return (
    <Button
      variant="quiet"
      disabled={left > 0}
      onClick={() => {
        setLeft(WAIT_SECONDS);
        onSend();
      }}
    >
      <span className="tabular">{left > 0 ? t("againIn", { seconds: left }) : t("again")}</span>
    </Button>
  );
}
