"use client";

import { type ReactNode, useEffect, useRef } from "react";

/**
 * A row of links that is scrolled sideways where it is wider than the screen: the present one is brought into sight, and
 * an edge behind which there is more fades out.
 */
export function TabRow({
  label,
  className,
  children,
}: {
  label: string;
  className: string;
  children: ReactNode;
}) {
  const row = useRef<HTMLElement>(null);
  // After every render: the present one may be another.
  useEffect(() => {
    const box = row.current;
    const here = box?.querySelector<HTMLElement>("[aria-current=page]");
    if (!box || !here) return;
    const { left, right } = box.getBoundingClientRect();
    const at = here.getBoundingClientRect();
    // To the middle, as far as the row goes: at the fading edges nothing is well read.
    box.scrollLeft += (at.left + at.right - left - right) / 2;
  });
  useEffect(() => {
    const box = row.current;
    if (!box) return;
    const look = () => {
      // From right to left the way there is counted below zero.
      const gone = Math.abs(box.scrollLeft);
      box.toggleAttribute("data-before", gone > 4);
      box.toggleAttribute("data-after", gone + box.clientWidth < box.scrollWidth - 4);
    };
    look();
    box.addEventListener("scroll", look, { passive: true });
    const sizes = new ResizeObserver(look);
    sizes.observe(box);
    return () => {
      box.removeEventListener("scroll", look);
      sizes.disconnect();
    };
  }, []);
  return (
    <nav ref={row} aria-label={label} className={`fading-edges ${className}`}>
      {children}
    </nav>
  );
}
