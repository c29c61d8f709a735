import { cn } from "@/components/ui/cn";

/** Daybook's mark: a closed diary with its ribbon. Silent; the word beside it is the name. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="6 4 20 24" aria-hidden="true" className={cn("h-6 w-5", className)}>
      <path
        d="M8 4h14a4 4 0 0 1 4 4v16a4 4 0 0 1-4 4H8a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Z"
        className="fill-ink"
      />
      <path d="M10.5 4v24" className="stroke-paper" strokeWidth="1.25" />
      <path d="M18 4h4.5v14.5l-2.25-2.2L18 18.5Z" className="fill-ribbon" />
    </svg>
  );
}

/** The mark and the name. */
export function Wordmark({ className }: { className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-2.5", className)}>
      <Mark />
      <span className="font-display text-lg">Daybook</span>
    </span>
  );
}
