import { z } from "zod";
import { appIcon } from "@/components/brand/app-icon";
import { ICON_SIZES } from "@/lib/business/app-icon";
import { publicPage } from "@/lib/business/data";
import { fieldErrors } from "@/lib/http/body";
import { problem } from "@/lib/http/problem";
import { readPhoto } from "@/lib/storage/photos";
import { nameOfPhoto, typeOfName } from "@/lib/storage/schema";

const asked = z.object({
  size: z.coerce.number().pipe(z.literal([...ICON_SIZES])),
  purpose: z.enum(["any", "maskable"]).default("any"),
});

/** GET: a business's sign as an app's icon. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ business: string }> },
): Promise<Response> {
  const page = await publicPage((await params).business);
  if (!page) return problem("not_found");
  const input = asked.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!input.success) return problem("invalid", fieldErrors(input.error));
  const { business } = page;
  return appIcon({
    ...input.data,
    name: business.name,
    color: business.brandColor,
    logo: await logoOf(business.logoUrl),
  });
}

/** The logo as a data address, where it is of a kind that can be drawn. */
async function logoOf(url: string | null): Promise<string | null> {
  const name = url && nameOfPhoto(url);
  const type = name && typeOfName(name);
  // The drawer reads no WebP: the first letter stands for such a logo.
  if (!name || !type || type === "image/webp") return null;
  try {
    const photo = await readPhoto(name);
    if (!photo) return null;
    return `data:${type};base64,${Buffer.from(await photo.arrayBuffer()).toString("base64")}`;
  } catch {
    return null;
  }
}
