"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import { TimesMemory } from "./times-memory";

const TimesContext = createContext<TimesMemory | null>(null);

/** Gives one visit to a booking page its memory of free times. */
export function TimesProvider({ children }: { children: ReactNode }) {
  const [memory] = useState(() => new TimesMemory());
  return <TimesContext value={memory}>{children}</TimesContext>;
}

/** The memory that the provider above gave. */
export function useTimesMemory(): TimesMemory {
  const memory = useContext(TimesContext);
  if (!memory) throw new Error("useTimesMemory needs a TimesProvider above it");
  return memory;
}
