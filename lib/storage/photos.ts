import "server-only";
import { randomUUID } from "node:crypto";
import { createClient } from "@supabase/supabase-js";
import { env } from "@/lib/env";
import type { BusinessId } from "@/lib/supabase/session";
import { extensionOf, type PhotoType, photoUrlOf } from "./schema";

const BUCKET = "photos";

function bucket() {
  const client = createClient(env().NEXT_PUBLIC_SUPABASE_URL, env().SUPABASE_SECRET_KEY, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  return client.storage.from(BUCKET);
}

/**
 * Keeps a photo in a business's folder of the bucket. The name is new each time, so that it may be cached for ever.
 * @returns its address in the app
 */
export async function keepPhoto(
  businessId: BusinessId,
  type: PhotoType,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const name = `${businessId}/${randomUUID()}.${extensionOf(type)}`;
  const { error } = await bucket().upload(name, new Blob([bytes], { type }), {
    contentType: type,
    cacheControl: "31536000",
  });
  if (error) throw new Error(`photo: ${error.message}`);
  return photoUrlOf(name);
}

/** A photo's bytes, or null when there is none of this name. */
export async function readPhoto(name: string): Promise<Blob | null> {
  const { data } = await bucket().download(name);
  return data;
}
