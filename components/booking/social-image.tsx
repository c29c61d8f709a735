import { ImageResponse } from "next/og";
import { pictureFonts } from "@/components/brand/picture-fonts";
import { PictureLine } from "@/components/brand/picture-line";
import { drawableText, isRightToLeft } from "@/components/brand/picture-text";

/** The size that every network crops least. */
export const SOCIAL_SIZE = { width: 1200, height: 630 };

/**
 * The picture that a link to a business shows elsewhere: its name and what it is, on the page's own paper, under a band
 * of its colour.
 */
export async function socialImage({
  titles,
  lines: wanted,
  footer,
  color,
  act,
}: {
  /** The first that there are letters for is shown. */
  titles: readonly string[];
  lines: readonly string[];
  footer: string;
  /** The business's own colour, as CSS. */
  color: string;
  /** What one can do there. */
  act: string;
}): Promise<ImageResponse> {
  const title = titles.map(drawableText).find((text) => text !== "") ?? "";
  const lines = wanted.map(drawableText).filter((line) => line !== "" && line !== title);
  const rtl = isRightToLeft(title);
  return new ImageResponse(
    <div
      style={{
        width: "100%",
        height: "100%",
        display: "flex",
        flexDirection: "column",
        backgroundColor: "#faf8f4",
        color: "#23262f",
      }}
    >
      <div style={{ height: 28, backgroundColor: color }} />
      <div
        style={{
          flex: 1,
          display: "flex",
          flexDirection: "column",
          justifyContent: "center",
          alignItems: rtl ? "flex-end" : "flex-start",
          padding: "0 88px",
        }}
      >
        <PictureLine text={title} size={title.length > 22 ? 68 : 92} family="display" />
        {lines.map((line) => (
          <div key={line} style={{ display: "flex", marginTop: 20, color: "#5b5e68" }}>
            <PictureLine text={line} size={38} family="plain" />
          </div>
        ))}
      </div>
      <div
        style={{
          display: "flex",
          flexDirection: rtl ? "row-reverse" : "row",
          justifyContent: "space-between",
          padding: "0 88px 56px",
          color: "#5b5e68",
        }}
      >
        <PictureLine text={drawableText(footer)} size={30} family="plain" />
        <PictureLine text={act} size={30} family="plain" />
      </div>
    </div>,
    {
      ...SOCIAL_SIZE,
      fonts: await pictureFonts(),
      headers: { "cache-control": "public, max-age=3600" },
    },
  );
}
