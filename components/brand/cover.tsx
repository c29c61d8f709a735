import { cn } from "@/components/ui/cn";
import { Photo } from "@/components/ui/photo";

/**
 * The head of a business's page: its photo, or, without one, a page of a diary bound in its
 * colour, with its first letter written large. Give it a height or an aspect ratio.
 */
export function Cover({
  name,
  photo,
  alt = "",
  className,
}: {
  name: string;
  photo?: string | null;
  /** What the photo shows; empty when it only decorates. */
  alt?: string;
  className?: string;
}) {
  if (photo) {
    return (
      <div className={cn("relative overflow-hidden rounded-lg bg-sunken", className)}>
        <Photo
          src={photo}
          alt={alt}
          first
          sizes="(min-width: 72rem) 68rem, 100vw"
          className="absolute inset-0 size-full object-cover"
        />
      </div>
    );
  }
  return (
    <div
      aria-hidden="true"
      className={cn(
        "@container-size relative overflow-hidden rounded-lg bg-accent text-on-accent",
        className,
      )}
    >
      <div className="cover-rules absolute inset-0" />
      <div className="absolute inset-y-0 start-[12cqh] w-px bg-on-accent/30" />
      <span className="absolute start-[24cqh] bottom-[9cqh] select-none font-display text-[92cqh] leading-[0.76]">
        {Array.from(name.trim())[0]?.toLocaleUpperCase()}
      </span>
    </div>
  );
}
