import { z } from "zod";
import { appIcon } from "@/components/brand/app-icon";
import { ICON_SIZES } from "@/lib/business/app-icon";
import { publicPage } from "@/lib/business/data";
import { fieldErrors } from "@/lib/http/body";
import { problem } from "@/lib/http/problem";
import { drawable } from "@/lib/storage/drawable";
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
    logo: await logoOf(business.logoUrl, input.data.size),
  });
}

/** The logo as a data address; without one that can be read the first letter stands for it. */
async function logoOf(url: string | null, size: number): Promise<string | null> {
  const name = url && nameOfPhoto(url);
  const type = name && typeOfName(name);
  if (!name || !type) return null;
  try {
    const photo = await readPhoto(name);
    return photo && (await drawable(photo, type, size));
  } catch {
    return null;
  }
}
