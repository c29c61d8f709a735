"use client";

import { type CSSProperties, type ReactNode, useRef } from "react";
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
  const portal = useRef<HTMLDivElement>(null);
  const style = colors as CSSProperties;
  return (
    <PortalContext value={portal}>
      <div style={style} className={className}>
        {children}
      </div>
      <div ref={portal} style={style} className="contents" />
    </PortalContext>
  );
}
