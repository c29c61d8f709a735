import type { ComponentProps } from "react";

/** Of the widths that the app's picture service makes, those that our pages use. */
const WIDTHS = [96, 256, 640, 1080, 1920] as const;

const served = (src: string, width: number) =>
  `/_next/image?url=${encodeURIComponent(src)}&w=${width}&q=75`;

/**
 * A photo of a business in the width that it is shown in. A plain element that needs no script: the public pages send
 * none for their pictures.
 */
export function Photo({
  src,
  sizes,
  first,
  alt,
  ...rest
}: Omit<ComponentProps<"img">, "src" | "sizes"> & {
  src: string;
  /** How wide it is shown, as the attribute has it. */
  sizes: string;
  alt: string;
  /** It is what one sees first: it is fetched before others. */
  first?: boolean;
}) {
  return (
    // biome-ignore lint/performance/noImgElement: the framework's own needs a script on every page for what srcset does
    <img
      {...rest}
      alt={alt}
      src={served(src, 640)}
      srcSet={WIDTHS.map((width) => `${served(src, width)} ${width}w`).join(", ")}
      sizes={sizes}
      decoding="async"
      loading={first ? "eager" : "lazy"}
      {...(first ? { fetchPriority: "high" } : {})}
    />
  );
}
