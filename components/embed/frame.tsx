"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { isMarked, MARK } from "@/lib/embed/messages";
import { meetHost, tellHost } from "./host";

/**
 * A page in a frame on another website: says how high it is, and sends whatever leads out of the booking to a window of its
 * own. Escape is passed on by a script of the first HTML (escape.ts).
 */
export function Frame({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const { parent } = window;
    if (parent === window) return;
    const hear = ({ source, origin, data }: MessageEvent) => {
      if (source === parent && isMarked(data) && data.type === "hello") meetHost(parent, origin);
    };
    window.addEventListener("message", hear);
    // To anybody: it says nothing but that we are here. Who may be around us is the answer's frame-ancestors.
    parent.postMessage({ daybook: MARK, type: "ready" }, "*");
    const watch = new ResizeObserver(([entry]) => {
      const height = entry?.borderBoxSize[0]?.blockSize ?? 0;
      tellHost({ type: "size", height: Math.ceil(height) });
    });
    watch.observe(box.current!);
    return () => {
      window.removeEventListener("message", hear);
      watch.disconnect();
    };
  }, []);

  useEffect(() => {
    // Before the router sees the click.
    const onClick = ({ target }: MouseEvent) => {
      const link = target instanceof Element && target.closest<HTMLAnchorElement>("a[href]");
      if (!link || link.download || !/^https?:$/.test(link.protocol)) return;
      if (link.origin === location.origin && link.pathname.startsWith("/embed/")) return;
      link.target = "_blank";
      link.rel = "noopener";
    };
    document.addEventListener("click", onClick, { capture: true });
    return () => document.removeEventListener("click", onClick, { capture: true });
  }, []);

  return <div ref={box}>{children}</div>;
}
