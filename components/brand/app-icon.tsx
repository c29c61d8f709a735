import { ImageResponse } from "next/og";
import { parseColor } from "@/lib/business/brand";
import { pictureFonts } from "./picture-fonts";
import { PictureLine } from "./picture-line";
import { isDrawable } from "./picture-text";

/**
 * A business's sign as an app's icon: its logo, or its first letter, on its colour.
 * @param purpose "maskable": the sign keeps within the middle four fifths, the rest may be cut away
 */
export async function appIcon({
  size,
  purpose,
  name,
  color,
  logo,
}: {
  size: number;
  purpose: "any" | "maskable";
  name: string;
  color: string;
  /** A data address. */
  logo: string | null;
}): Promise<ImageResponse> {
  const letter = initialOf(name);
  const scale = purpose === "maskable" ? 0.72 : 1;
  const ink = isDark(color) ? "#ffffff" : "#1a1613";
  return new ImageResponse(
    <div
      style={{
        width: "100%",
        height: "100%",
        display: "flex",
        alignItems: "center",
        justifyContent: "center",
        backgroundColor: logo ? "#ffffff" : color,
        color: ink,
        borderRadius: purpose === "any" && size !== 180 ? size * 0.18 : 0,
        overflow: "hidden",
      }}
    >
      {logo ? (
        // biome-ignore lint/performance/noImgElement: it is drawn into a picture, not shown in a page
        <img
          src={logo}
          alt=""
          width={size * scale}
          height={size * scale}
          style={{ objectFit: "contain" }}
        />
      ) : isDrawable(letter) ? (
        <PictureLine text={letter} size={size * 0.6 * scale} family="display" />
      ) : (
        <Lines size={size * scale} color={ink} />
      )}
    </div>,
    {
      width: size,
      height: size,
      fonts: await pictureFonts(),
      headers: { "cache-control": "public, max-age=86400" },
    },
  );
}

/** Three ruled lines, for names in a script that the drawer has no letters of. */
function Lines({ size, color }: { size: number; color: string }) {
  return (
    <div style={{ display: "flex", flexDirection: "column", gap: size * 0.1 }}>
      {[0.5, 0.5, 0.3].map((width, line) => (
        <div
          key={line}
          style={{ width: size * width, height: size * 0.06, backgroundColor: color }}
        />
      ))}
    </div>
  );
}

/** The first letter or figure of a name, large; "ال" before an Arabic name is no more of it than "the". */
function initialOf(name: string): string {
  const letters = name
    .normalize("NFC")
    .replace(/[^\p{L}\p{Nd}]+/gu, " ")
    .trim();
  const own = /^ال(?=\p{Script=Arabic}{2})/u.test(letters) ? letters.slice(2) : letters;
  return Array.from(own)[0]?.toLocaleUpperCase() ?? "";
}

function isDark(color: string): boolean {
  const parsed = parseColor(color);
  return parsed === null || parsed.l < 0.62;
}
