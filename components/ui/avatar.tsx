import { cn } from "./cn";

const sizes = { xs: 24, sm: 32, md: 40, lg: 56, xl: 96 } as const;

const looks: Record<keyof typeof sizes, string> = {
  xs: "size-6 text-[0.6875rem]",
  sm: "size-8 text-sm",
  md: "size-10 text-base",
  lg: "size-14 text-lg",
  xl: "size-24 text-xl",
};

/** Up to two first letters, whole ones in any script: "Søren Holm" → SH, "李 小龙" → 李小. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked
    .map((word) => Array.from(word ?? "")[0] ?? "")
    .join("")
    .toLocaleUpperCase();
}

/**
 * A person's face, or their initials on their colour. `staff` is the person's colour number
 * (0–7, any whole number wraps around); without it the colour is neutral, as for customers.
 * The name stands beside it in the page, so it is silent for screen readers.
 */
export function Avatar({
  name,
  src,
  staff,
  size = "md",
  className,
}: {
  name: string;
  src?: string | null;
  staff?: number;
  size?: keyof typeof sizes;
  className?: string;
}) {
  const look = cn("inline-grid shrink-0 place-items-center rounded-full", looks[size], className);
  if (src) {
    const pixels = sizes[size];
    return (
      // biome-ignore lint/performance/noImgElement: it is small already, and needs no script
      <img
        src={src}
        alt=""
        width={pixels}
        height={pixels}
        loading="lazy"
        decoding="async"
        className={cn(look, "object-cover")}
      />
    );
  }
  return (
    <span
      aria-hidden="true"
      data-staff={staff === undefined ? undefined : ((staff % 8) + 8) % 8}
      className={cn(
        look,
        "font-medium",
        staff === undefined ? "bg-ink/8 text-muted" : "bg-staff-soft text-staff-ink",
      )}
    >
      {initials(name)}
    </span>
  );
}

/** A person's sign in lists and legends: their bar, drawn in their colour and their pattern. */
export function StaffBar({ staff, className }: { staff: number; className?: string }) {
  return (
    <span
      aria-hidden="true"
      data-staff={((staff % 8) + 8) % 8}
      className={cn("staff-bar inline-block h-5 w-1.5 shrink-0", className)}
    />
  );
}
