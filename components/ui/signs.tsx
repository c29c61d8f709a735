import type { ReactNode } from "react";

interface SignProps {
  className?: string;
}

/** Signs of the public pages, drawn like the icon set: each of its icons is a component of the browser, and brings its script. */
function Sign({ className, children }: SignProps & { children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      width="24"
      height="24"
      className={className}
    >
      {children}
    </svg>
  );
}

/** Take it away. */
export function CrossSign(look: SignProps) {
  return (
    <Sign {...look}>
      <path d="M6 6l12 12M18 6 6 18" />
    </Sign>
  );
}

/** Something is wrong. */
export function AlertSign(look: SignProps) {
  return (
    <Sign {...look}>
      <circle cx="12" cy="12" r="10" />
      <path d="M12 8v4M12 16h.01" />
    </Sign>
  );
}

/** Back. */
export function BackSign(look: SignProps) {
  return (
    <Sign {...look}>
      <path d="M12 5l-7 7 7 7M5 12h14" />
    </Sign>
  );
}

/** On. */
export function OnSign(look: SignProps) {
  return (
    <Sign {...look}>
      <path d="M9 6l6 6-6 6" />
    </Sign>
  );
}

/** A place on the map. */
export function PlaceSign(look: SignProps) {
  return (
    <Sign {...look}>
      <path d="M12 22s8-6.5 8-12a8 8 0 0 0-16 0c0 5.5 8 12 8 12z" />
      <circle cx="12" cy="10" r="3" />
    </Sign>
  );
}

/** A letter. */
export function LetterSign(look: SignProps) {
  return (
    <Sign {...look}>
      <rect x="2" y="4" width="20" height="16" rx="2" />
      <path d="M2 7l10 6.5L22 7" />
    </Sign>
  );
}

/** A telephone. */
export function PhoneSign(look: SignProps) {
  return (
    <Sign {...look}>
      <path d="M4 2h3.5a1.5 1.5 0 0 1 1.5 1.200l.7 3.600a1.5 1.5 0 0 1-.6 1.5L7.3 9.600a15 15 0 0 0 7.1 7.100l1.3-1.800a1.5 1.5 0 0 1 1.5-.6l3.6.7a1.5 1.5 0 0 1 1.2 1.5V20a2 2 0 0 1-2 2A18 18 0 0 1 2 4a2 2 0 0 1 2-2z" />
    </Sign>
  );
}

/** The time it is. */
export function ClockSign(look: SignProps) {
  return (
    <Sign {...look}>
      <circle cx="12" cy="12" r="10" />
      <path d="M12 6v6l4 2" />
    </Sign>
  );
}
