import { cn } from "./cn";

/** A turning ring for waits inside a control. Silent: the control around it says that it is busy. */
export function Spinner({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        "inline-block size-4 animate-turn rounded-full border-2 border-current border-e-transparent",
        className,
      )}
    />
  );
}
