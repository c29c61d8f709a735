"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, use, useEffect } from "react";

const Framed = createContext<string | null>(null);

/** Tells the pages inside which business the frame around them was rendered for. */
export function BusinessFrame({ id, children }: { id: string; children: ReactNode }) {
  return <Framed value={id}>{children}</Framed>;
}

/**
 * Going from page to page keeps the frame as it is. When another window has switched to another business meanwhile, the
 * new page is of that one: the frame is fetched anew, so that its name never stands beside another's bookings.
 */
export function FollowBusiness({ shown }: { shown: string }) {
  const router = useRouter();
  const framed = use(Framed);
  const differs = framed !== null && framed !== shown;
  useEffect(() => {
    if (differs) router.refresh();
  }, [differs, router]);
  return null;
}
