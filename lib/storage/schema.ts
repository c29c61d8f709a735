import { z } from "zod";

/** Pictures that can be shown everywhere, by their first bytes. */
const FORMATS = {
  "image/jpeg": { extension: "jpg", matches: (b: Uint8Array) => starts(b, [0xff, 0xd8, 0xff]) },
  "image/png": {
    extension: "png",
    matches: (b: Uint8Array) => starts(b, [0x89, 0x50, 0x4e, 0x47]),
  },
  "image/webp": {
    extension: "webp",
    matches: (b: Uint8Array) =>
      starts(b, [0x52, 0x49, 0x46, 0x46]) && starts(b.subarray(8), [0x57, 0x45, 0x42, 0x50]),
  },
} as const;

export type PhotoType = keyof typeof FORMATS;

/** The most that a photo may weigh; the form makes it smaller before it is sent. */
export const MAX_PHOTO_BYTES = 4 * 1024 * 1024;

const NAME = /^[0-9a-f-]{36}\/[0-9a-f-]{36}\.(jpg|png|webp)$/;
const PREFIX = "/api/photos/";

/** Where the app shows a photo: /api/photos/BUSINESS/NAME; what is stored beside whoever it shows. */
export const photoPath = z
  .string()
  .max(500)
  .refine((path) => path.startsWith(PREFIX) && isPhotoName(path.slice(PREFIX.length)), {
    message: "A photo that was sent here",
  });

/** Whether a text is the name of a photo in the bucket: BUSINESS/UUID.EXTENSION. */
export function isPhotoName(name: string): boolean {
  return NAME.test(name);
}

/** The address of a photo of the bucket in the app. */
export function photoUrlOf(name: string): string {
  return PREFIX + name;
}

/** The name in the bucket of a photo that the app shows at an address; null for any other address. */
export function nameOfPhoto(url: string): string | null {
  const name = url.startsWith(PREFIX) ? url.slice(PREFIX.length) : "";
  return isPhotoName(name) ? name : null;
}

/** What a picture is by its content, whatever it calls itself; null when it is none of those that we keep. */
export function photoTypeOf(bytes: Uint8Array): PhotoType | null {
  const types = Object.keys(FORMATS) as PhotoType[];
  return types.find((type) => FORMATS[type].matches(bytes)) ?? null;
}

/** The ending of a photo's name. */
export function extensionOf(type: PhotoType): string {
  return FORMATS[type].extension;
}

/** The type that an ending stands for. */
export function typeOfName(name: string): PhotoType | null {
  const types = Object.keys(FORMATS) as PhotoType[];
  return types.find((type) => name.endsWith(`.${FORMATS[type].extension}`)) ?? null;
}

function starts(bytes: Uint8Array, signature: number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}
