import { CircleAlert } from "lucide-react";
import {
  type AriaAttributes,
  cloneElement,
  isValidElement,
  type ReactElement,
  type ReactNode,
  useId,
} from "react";
import { useWords } from "#words";
import { cn } from "./cn";

/** What a control needs to belong to its label, hint and error. */
export interface FieldControl {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: AriaAttributes["aria-invalid"];
  required?: boolean;
}

interface FieldProps {
  label: ReactNode;
  /** One line under the label, before the mistake rather than after it. */
  hint?: ReactNode;
  /** What is wrong and how to put it right. */
  error?: ReactNode;
  required?: boolean;
  /** Says "optional" beside the label; mark the rarer kind on a form. */
  optional?: boolean;
  id?: string;
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean;
  className?: string;
  /** One control (it gets the wiring as props), or a function that takes the wiring. */
  children: ReactElement<Partial<FieldControl>> | ((control: FieldControl) => ReactNode);
}

/** A label, its control, a hint and an error, tied together for assistive technology. */
export function Field({
  label,
  hint,
  error,
  required,
  optional,
  id,
  hideLabel,
  className,
  children,
}: FieldProps) {
  const t = useWords("ui");
  const generated = useId();
  const own = isValidElement(children) ? children.props.id : undefined;
  const controlId = id ?? own ?? `field-${generated}`;
  const described = [hint && `${controlId}-hint`, error && `${controlId}-error`].filter(Boolean);
  const control: FieldControl = {
    id: controlId,
    "aria-describedby": described.length > 0 ? described.join(" ") : undefined,
    "aria-invalid": error ? true : undefined,
    required,
  };
  return (
    <div className={cn("flex min-w-0 flex-col gap-1.5", className)}>
      <label
        htmlFor={controlId}
        className={cn("flex items-baseline gap-2 font-medium", hideLabel && "sr-only")}
      >
        {label}
        {optional && <span className="font-normal text-muted text-sm">{t("optional")}</span>}
      </label>
      {hint && (
        <p id={`${controlId}-hint`} className="-mt-1 text-muted text-sm">
          {hint}
        </p>
      )}
      {typeof children === "function" ? children(control) : cloneElement(children, control)}
      {error && <FieldError id={`${controlId}-error`}>{error}</FieldError>}
    </div>
  );
}

/** The line under a control that says what to put right. */
export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} className="flex items-start gap-1.5 text-danger text-sm">
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <span>{children}</span>
    </p>
  );
}
