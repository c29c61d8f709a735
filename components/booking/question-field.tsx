import type { ComponentProps } from "react";
import { useWords } from "#words";
import { Checkbox } from "@/components/ui/choice";
import { Field, FieldError } from "@/components/ui/field";
import { Input, Select, Textarea } from "@/components/ui/input";
import type { Question } from "@/lib/business/schema";

type Wiring = Pick<ComponentProps<"input">, "name"> & {
  // biome-ignore lint/suspicious/noExplicitAny: react-hook-form's handlers fit every kind of control
  [handler: string]: any;
};

/** A service's own question, as the control that fits its kind. */
export function QuestionField({
  question,
  error,
  given,
  ...wiring
}: Wiring & {
  question: Question;
  error?: string | undefined;
  /** The answer that stands already, where one is changed. */
  given?: string;
}) {
  const t = useWords("details");
  const known = given === undefined ? {} : { defaultValue: given };
  const { kind, label, required, options = [], optionLabels } = question;
  if (kind === "checkbox" || kind === "consent") {
    return (
      <div>
        <Checkbox
          {...wiring}
          value="true"
          {...(given === undefined ? {} : { defaultChecked: given === "true" })}
          label={label}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${question.id}-error` : undefined}
          aria-required={required}
        />
        {error && <FieldError id={`${question.id}-error`}>{error}</FieldError>}
      </div>
    );
  }
  const shared = { label, error, required, optional: !required };
  if (kind === "choice") {
    return (
      <Field {...shared}>
        <Select {...wiring} defaultValue={given ?? ""}>
          <option value="">{t("pleaseChoose")}</option>
          {options.map((option, i) => (
            <option key={option} value={option}>
              {optionLabels?.[i] ?? option}
            </option>
          ))}
        </Select>
      </Field>
    );
  }
  if (kind === "long_text") {
    return (
      <Field {...shared}>
        <Textarea {...wiring} {...known} />
      </Field>
    );
  }
  return (
    <Field {...shared}>
      <Input
        {...wiring}
        {...known}
        {...(kind === "phone" ? { type: "tel", inputMode: "tel" } : {})}
      />
    </Field>
  );
}
