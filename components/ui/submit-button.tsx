"use client";

import type { ComponentProps } from "react";
import { useFormStatus } from "react-dom";
import { Button } from "./button";

/** The submit button of a form with a server action: pending for as long as the form is. */
export function SubmitButton({
  pending,
  variant = "primary",
  ...rest
}: ComponentProps<typeof Button>) {
  const status = useFormStatus();
  return <Button {...rest} type="submit" variant={variant} pending={pending || status.pending} />;
}
