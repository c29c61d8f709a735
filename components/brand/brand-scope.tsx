"use client";

import { type CSSProperties, type ReactNode, useState } from "react";
import { PortalContext } from "@/components/ui/portal";

/**
 * Dresses everything inside in a business's colour, dialogs and menus too. `colors` is what
 * brandColors (lib/business/brand.ts) returns; it is computed on the server.
 */
export function BrandScope({
  colors,
  className,
  children,
}: {
  colors: Record<`--${string}`, string>;
  className?: string;
  children: ReactNode;
}) {
  const [portal, setPortal] = useState<HTMLElement | null>(null);
  const style = colors as CSSProperties;
  return (
    <PortalContext value={portal}>
      <div style={style} className={className}>
        {children}
      </div>
      <div ref={setPortal} style={style} className="contents" />
    </PortalContext>
  );
}
