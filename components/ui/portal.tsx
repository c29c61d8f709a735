"use client";

import { createContext, type RefObject, useContext } from "react";

/**
 * Where floating things (dialogs, menus) are put. A wrapper that sets a business's colours names
 * itself here, so that what floats above it wears them too; without one it is the body. A reference that never changes:
 * a new value would wake every part of the page that has not come alive yet.
 */
export const PortalContext = createContext<RefObject<HTMLElement | null> | null>(null);

/** The element that floating things belong to, or undefined for the body. */
export function usePortal(): HTMLElement | undefined {
  return useContext(PortalContext)?.current ?? undefined;
}
