import { PICTURE_FAMILIES } from "./picture-fonts";
import { isRightToLeft, type Piece, runsOf } from "./picture-text";

/**
 * A text in a picture that is drawn on the server, in whichever script it is.
 * @param size of the letters, in pixels
 * @param family for what is neither Arabic nor Hebrew
 */
export function PictureLine({
  text,
  size,
  family,
}: {
  text: string;
  size: number;
  family: "display" | "plain";
}) {
  const rtl = isRightToLeft(text);
  const gap = size * 0.26;
  return (
    <div
      style={{
        display: "flex",
        flexWrap: "wrap",
        flexDirection: rtl ? "row-reverse" : "row",
        alignItems: "baseline",
        columnGap: gap,
        fontSize: size,
        lineHeight: 1.2,
      }}
    >
      {runsOf(text).map(({ direction, words }, i) =>
        direction === "ltr" ? (
          <div key={i} style={{ fontFamily: PICTURE_FAMILIES[family] }}>
            {words.map(([piece]) => piece?.text).join(" ")}
          </div>
        ) : (
          <div
            key={i}
            style={{
              display: "flex",
              flexWrap: "wrap",
              flexDirection: "row-reverse",
              columnGap: gap,
            }}
          >
            {words.map((pieces, n) => (
              <Word key={n} pieces={pieces} family={family} />
            ))}
          </div>
        ),
      )}
    </div>
  );
}

function Word({ pieces, family }: { pieces: Piece[]; family: "display" | "plain" }) {
  return (
    <div style={{ display: "flex", flexDirection: "row-reverse" }}>
      {pieces.map(({ text, script }, i) => (
        <div key={i} style={{ fontFamily: PICTURE_FAMILIES[script === "other" ? family : script] }}>
          {text}
        </div>
      ))}
    </div>
  );
}
