import { Notice } from "@/components/ui/states";

/** Says that no answer came, and that trying again is safe. */
export function Unsent({ className }: { className?: string }) {
  return (
    <Notice
      tone="warn"
      title="We could not reach the server"
      live
      {...(className ? { className } : {})}
    >
      Everything is still here. Try again: if the first attempt did arrive, it is not done twice.
    </Notice>
  );
}
