import { answer, problem } from "@/lib/http/problem";
import { readPhoto } from "@/lib/storage/photos";
import { isPhotoName, typeOfName } from "@/lib/storage/schema";

/** GET: a photo of a business, from the bucket. A name is never used twice, so that it may be kept for ever. */
export async function GET(
  _: Request,
  { params }: RouteContext<"/api/photos/[business]/[name]">,
): Promise<Response> {
  return answer(async () => {
    const { business, name } = await params;
    const path = `${business}/${name}`;
    const type = typeOfName(name);
    const photo = type && isPhotoName(path) ? await readPhoto(path) : null;
    if (!type || !photo) return problem("not_found");
    return new Response(photo, {
      headers: {
        "content-type": type,
        "cache-control": "public, max-age=31536000, immutable",
        "content-security-policy": "default-src 'none'; sandbox",
      },
    });
  });
}
