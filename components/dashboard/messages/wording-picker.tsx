"use client";

import { useRouter } from "next/navigation";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { kindWords, languageWords } from "@/lib/notifications/desk-words";
import type { TemplateKey } from "@/lib/notifications/settings-schema";

/** Which message, way and language is worded; each choice is an address of its own. */
export function WordingPicker({
  current,
  kinds,
  own,
}: {
  current: TemplateKey;
  kinds: readonly { kind: string; audience: "customer" | "staff" }[];
  /** Keys that have words of their own. */
  own: string[];
}) {
  const router = useRouter();
  function go(to: Partial<TemplateKey>) {
    const { kind, audience, channel, language } = { ...current, ...to };
    const params = new URLSearchParams({
      message: `${kind}:${audience}`,
      way: audience === "staff" ? "email" : channel,
      language,
    });
    router.push(`/dashboard/messages/wording?${params}`, { scroll: false });
  }
  const mark = (kind: string, audience: string) =>
    own.some((one) => one.startsWith(`${kind}:${audience}:`)) ? " (your words)" : "";
  return (
    <div className="flex flex-wrap gap-3">
      <Field label="Message" className="w-full sm:w-80">
        <Select
          value={`${current.kind}:${current.audience}`}
          onChange={(event) => {
            const [kind = "", audience = "customer"] = event.currentTarget.value.split(":");
            go({ kind, audience: audience === "staff" ? "staff" : "customer" });
          }}
        >
          {(["customer", "staff"] as const).map((audience) => (
            <optgroup key={audience} label={audience === "customer" ? "To customers" : "To staff"}>
              {kinds
                .filter((one) => one.audience === audience)
                .map(({ kind }) => (
                  <option key={kind} value={`${kind}:${audience}`}>
                    {kindWords[kind]}
                    {mark(kind, audience)}
                  </option>
                ))}
            </optgroup>
          ))}
        </Select>
      </Field>
      <Field label="Way" className="w-full sm:w-44">
        <Select
          value={current.channel}
          disabled={current.audience === "staff"}
          onChange={(event) =>
            go({ channel: event.currentTarget.value === "sms" ? "sms" : "email" })
          }
        >
          <option value="email">E-mail</option>
          <option value="sms">Text message</option>
        </Select>
      </Field>
      <Field label="Language" className="w-full sm:w-44">
        <Select
          value={current.language}
          onChange={(event) =>
            go({ language: event.currentTarget.value as TemplateKey["language"] })
          }
        >
          {Object.entries(languageWords).map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}
