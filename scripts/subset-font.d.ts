declare module "subset-font" {
  /** The part of a font that holds the signs of `text`, with its axes pinned to one value each. */
  export default function subsetFont(
    font: Buffer,
    text: string,
    options: { targetFormat: "woff2"; variationAxes: Record<string, number> },
  ): Promise<Buffer>;
}
