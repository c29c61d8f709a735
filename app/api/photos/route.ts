import { answer, problem, tooMany } from "@/lib/http/problem";
import { keepPhoto } from "@/lib/storage/photos";
import { MAX_PHOTO_BYTES, photoTypeOf } from "@/lib/storage/schema";
import { findMember } from "@/lib/supabase/session";
import { throttle } from "@/lib/throttle/check";

/** POST a picture as the body, ?business=ID: keeps it and says where it is shown; managers only. */
export async function POST(request: Request): Promise<Response> {
  return answer(async () => {
    if (request.headers.get("sec-fetch-site") === "cross-site") return problem("cross_site");
    const business = new URL(request.url).searchParams.get("business") ?? "";
    const member = await findMember("manager", business);
    if (!member) return problem("forbidden");
    const wait = await throttle({ photoPerBusiness: member.businessId });
    if (!wait.ok) return tooMany(wait.retryAfter);
    if (Number(request.headers.get("content-length") ?? 0) > MAX_PHOTO_BYTES) {
      return problem("too_large");
    }
    const bytes = new Uint8Array(await request.arrayBuffer());
    if (bytes.length > MAX_PHOTO_BYTES) return problem("too_large");
    const type = photoTypeOf(bytes);
    if (!type) return problem("not_a_photo");
    return Response.json({ url: await keepPhoto(member.businessId, type, bytes) }, { status: 201 });
  });
}
