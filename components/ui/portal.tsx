"use client";

import { createContext, useContext } from "react";

/**
 * Where floating things (dialogs, menus) are put. A wrapper that sets a business's colours names
 * itself here, so that what floats above it wears them too; without one it is the body.
 */
export const PortalContext = createContext<HTMLElement | null>(null);

/** The element that floating things belong to, or undefined for the body. */
export function usePortal(): HTMLElement | undefined {
  return useContext(PortalContext) ?? undefined;
}
