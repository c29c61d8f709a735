"use client";

import { unstable_rethrow } from "next/navigation";
import {
  type ReactNode,
  useActionState,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";

const never = () => () => {};

/**
 * A form that does one thing and goes on to what came of it. Without its script the browser sends it; with it, a lost
 * connection is told below and leaves what was typed where it is.
 */
export function ActForm({
  action,
  unsent,
  className,
  children,
}: {
  action: (form: FormData) => Promise<void>;
  /** What is said when no answer came. */
  unsent: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState<FormData | null>(null);
  const [lost, send, sending] = useActionState(async (_: boolean, data: FormData) => {
    try {
      await action(data);
      return false;
    } catch (cause) {
      unstable_rethrow(cause);
      setTyped(data);
      return true;
    }
  }, false);
  const awake = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

  // React empties a form whose action has ended.
  useEffect(() => {
    if (lost && typed && form.current) fillIn(form.current, typed);
  }, [lost, typed]);

  return (
    <form ref={form} action={awake ? send : action} className={className}>
      {children}
      {lost && !sending && unsent}
    </form>
  );
}

function fillIn(form: HTMLFormElement, data: FormData): void {
  for (const field of form.elements) {
    if (field instanceof HTMLTextAreaElement) field.value = String(data.get(field.name) ?? "");
    if (field instanceof HTMLInputElement && field.type === "radio") {
      field.checked = data.get(field.name) === field.value;
    }
  }
}
