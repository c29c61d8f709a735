"use client";

import { useEffect } from "react";
import { forgetDraft } from "./draft";

/** Forgets a form once its booking is made, so that the next one begins afresh. Shows nothing. */
export function DraftDone({ form }: { form: string }) {
  useEffect(() => forgetDraft(form), [form]);
  return null;
}
