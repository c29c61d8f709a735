import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

type NoticeTone = "info" | "ok" | "warn" | "danger";

const notices: Record<NoticeTone, { className: string; icon: ReactNode }> = {
  info: { className: "bg-accent-soft text-accent-ink", icon: <Info aria-hidden="true" /> },
  ok: { className: "bg-ok-soft text-ok", icon: <CircleCheck aria-hidden="true" /> },
  warn: { className: "bg-warn-soft text-warn", icon: <TriangleAlert aria-hidden="true" /> },
  danger: { className: "bg-danger-soft text-danger", icon: <CircleAlert aria-hidden="true" /> },
};

/**
 * A line in the flow of the page. `live` announces one that appears after an action (politely;
 * a danger at once). Use it, not a toast, for what a form has to say.
 */
export function Notice({
  tone = "info",
  title,
  children,
  action,
  live,
  className,
}: {
  tone?: NoticeTone;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  live?: boolean;
  className?: string;
}) {
  const { className: look, icon } = notices[tone];
  return (
    <div
      role={live ? (tone === "danger" ? "alert" : "status") : undefined}
      className={cn(
        "flex items-start gap-3 rounded-md px-4 py-3 [&>svg]:mt-0.5 [&>svg]:size-5 [&>svg]:shrink-0",
        look,
        className,
      )}
    >
      {icon}
      <div className="min-w-0 flex-1">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className="text-ink">{children}</div>}
        {action && <div className="mt-2 flex flex-wrap gap-3">{action}</div>}
      </div>
    </div>
  );
}
