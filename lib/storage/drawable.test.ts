import sharp from "sharp";
import { expect, it } from "vitest";
import { drawable } from "./drawable";

const square = (side: number) =>
  sharp({ create: { width: side, height: side, channels: 4, background: "#a4453f" } });

it("turns WebP into PNG, no larger than it is drawn", async () => {
  const webp = new Blob([new Uint8Array(await square(300).webp().toBuffer())]);
  const address = (await drawable(webp, "image/webp", 180)) ?? "";
  expect(address).toMatch(/^data:image\/png;base64,/);
  const png = Buffer.from(address.split(",")[1]!, "base64");
  expect(await sharp(png).metadata()).toMatchObject({ format: "png", width: 180, height: 180 });
});

it("leaves what can be drawn as it is, and says what cannot be read", async () => {
  const bytes = new Uint8Array(await square(4).png().toBuffer());
  expect(await drawable(new Blob([bytes]), "image/png", 180)).toBe(
    `data:image/png;base64,${Buffer.from(bytes).toString("base64")}`,
  );
  expect(await drawable(new Blob(["RIFF"]), "image/webp", 180)).toBeNull();
});
