import { Ban, Check, CheckCheck, CircleDashed, Hourglass, UserCheck, UserX } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "#words";
import { cn } from "./cn";

export type Tone = "neutral" | "accent" | "ok" | "warn" | "danger";

const tones: Record<Tone, string> = {
  neutral: "bg-ink/7 text-muted",
  accent: "bg-accent-soft text-accent-ink",
  ok: "bg-ok-soft text-ok",
  warn: "bg-warn-soft text-warn",
  danger: "bg-danger-soft text-danger",
};

/** A word about a thing. The word carries the meaning; the colour only repeats it. */
export function Badge({
  tone = "neutral",
  icon,
  className,
  children,
}: {
  tone?: Tone;
  icon?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1 whitespace-nowrap rounded-sm px-2 py-0.5 text-sm [&_svg]:size-3.5",
        tones[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}

export type BookingStatus =
  | "pending"
  | "held"
  | "confirmed"
  | "arrived"
  | "completed"
  | "cancelled"
  | "declined"
  | "expired"
  | "no_show";

const statuses: Record<BookingStatus, { tone: Tone; icon: ReactNode }> = {
  pending: { tone: "warn", icon: <Hourglass aria-hidden="true" /> },
  held: { tone: "neutral", icon: <CircleDashed aria-hidden="true" /> },
  confirmed: { tone: "ok", icon: <Check aria-hidden="true" /> },
  arrived: { tone: "accent", icon: <UserCheck aria-hidden="true" /> },
  completed: { tone: "neutral", icon: <CheckCheck aria-hidden="true" /> },
  cancelled: { tone: "neutral", icon: <Ban aria-hidden="true" /> },
  declined: { tone: "neutral", icon: <Ban aria-hidden="true" /> },
  expired: { tone: "neutral", icon: <Ban aria-hidden="true" /> },
  no_show: { tone: "danger", icon: <UserX aria-hidden="true" /> },
};

/**
 * The state of a booking: a shape, a word and a colour. `children` replaces the word where another
 * reader needs another one (a customer's pending booking is "Waiting for the salon").
 */
export function StatusBadge({
  status,
  children,
  className,
}: {
  status: BookingStatus;
  children?: ReactNode;
  className?: string;
}) {
  const t = useWords("status");
  const { tone, icon } = statuses[status];
  return (
    <Badge tone={tone} icon={icon} className={cn(status === "pending" && "hatched", className)}>
      <span className={cn(status === "cancelled" && "line-through decoration-1")}>
        {children ?? t(status)}
      </span>
    </Badge>
  );
}
