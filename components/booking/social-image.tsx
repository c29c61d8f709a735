import { ImageResponse } from "next/og";

/** The size that every network crops least. */
export const SOCIAL_SIZE = { width: 1200, height: 630 };

/**
 * The picture that a link to a business shows elsewhere: its name and what it is, on the page's own paper, under a band
 * of its colour.
 */
export function socialImage({
  title,
  lines,
  footer,
  color,
  act,
}: {
  title: string;
  lines: readonly string[];
  footer: string;
  /** The business's own colour, as CSS. */
  color: string;
  /** What one can do there. */
  act: string;
}): ImageResponse {
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
          padding: "0 88px",
        }}
      >
        <div style={{ fontSize: title.length > 28 ? 68 : 92, lineHeight: 1.1 }}>{title}</div>
        {lines
          .filter((line) => line !== "")
          .map((line) => (
            <div key={line} style={{ fontSize: 38, marginTop: 20, color: "#5b5e68" }}>
              {line}
            </div>
          ))}
      </div>
      <div
        style={{
          display: "flex",
          justifyContent: "space-between",
          padding: "0 88px 56px",
          fontSize: 30,
          color: "#5b5e68",
        }}
      >
        <div>{footer}</div>
        <div>{act}</div>
      </div>
    </div>,
    { ...SOCIAL_SIZE, headers: { "cache-control": "public, max-age=3600" } },
  );
}
