"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { useWords } from "#words";
import { Input } from "@/components/ui/input";

/** A password that can be looked at: fewer slips on a phone's keyboard. */
export function PasswordInput(props: Omit<ComponentProps<typeof Input>, "type" | "end" | "start">) {
  const t = useWords("auth");
  const [shown, setShown] = useState(false);
  return (
    <div className="relative">
      <Input
        {...props}
        type={shown ? "text" : "password"}
        autoCapitalize="none"
        spellCheck={false}
      />
      <button
        type="button"
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-0 end-0 grid w-11 place-items-center rounded-md text-muted hover:text-ink"
      >
        {shown ? (
          <EyeOff aria-hidden="true" className="size-5" />
        ) : (
          <Eye aria-hidden="true" className="size-5" />
        )}
        <span className="sr-only">{t("showPassword")}</span>
      </button>
    </div>
  );
}
