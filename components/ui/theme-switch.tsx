"use client";

import { useEffect, useState } from "react";
import { useWords } from "#words";
import { SegmentedControl } from "./segmented-control";

type Theme = "system" | "light" | "dark";

const YEAR = 60 * 60 * 24 * 365;

/** Light, dark, or as the device has it; kept in a cookie so that the first paint is right. */
export function ThemeSwitch({ className }: { className?: string }) {
  const t = useWords("ui");
  const [theme, setTheme] = useState<Theme>("system");

  useEffect(() => {
    const set = document.documentElement.dataset.theme;
    if (set === "light" || set === "dark") setTheme(set);
  }, []);

  function choose(value: string) {
    const next = value as Theme;
    setTheme(next);
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    const age = next === "system" ? 0 : YEAR;
    // biome-ignore lint/suspicious/noDocumentCookie: the server reads it on the next request; the Cookie Store API is not everywhere.
    document.cookie = `theme=${next}; path=/; max-age=${age}; samesite=lax`;
  }

  return (
    <SegmentedControl
      label={t("theme")}
      name="theme"
      value={theme}
      onValueChange={choose}
      options={[
        { value: "system", label: t("device") },
        { value: "light", label: t("light") },
        { value: "dark", label: t("dark") },
      ]}
      className={className}
    />
  );
}
