import "server-only";
import type { PhotoType } from "./schema";

/**
 * A picture as one that can be drawn into others. The drawer reads no WebP; what Next makes small pictures with turns it
 * into PNG, where it is installed.
 * @param longestSide in pixels
 * @returns a data address, or null for a picture that cannot be read
 */
export async function drawable(
  photo: Blob,
  type: PhotoType,
  longestSide: number,
): Promise<string | null> {
  const bytes = Buffer.from(await photo.arrayBuffer());
  if (type !== "image/webp") return `data:${type};base64,${bytes.toString("base64")}`;
  try {
    const { default: sharp } = await import("sharp");
    const png = await sharp(bytes)
      .resize(longestSide, longestSide, { fit: "inside", withoutEnlargement: true })
      .png()
      .toBuffer();
    return `data:image/png;base64,${png.toString("base64")}`;
  } catch {
    return null;
  }
}
