"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { currentPerson } from "@/lib/supabase/session";
import { readNotices } from "./notices";

const wanted = z.object({
  businessId: z.uuid().nullable(),
  ids: z.array(z.int().min(1)).max(200).nullable(),
});

/** Marks the notices of whoever asks as read; ids null = all of them. */
export async function readNoticesAction(input: z.input<typeof wanted>): Promise<{ ok: boolean }> {
  const parsed = wanted.safeParse(input);
  const person = await currentPerson();
  if (!parsed.success || !person) return { ok: false };
  await readNotices(person.id, parsed.data.businessId, parsed.data.ids);
  revalidatePath("/dashboard", "layout");
  return { ok: true };
}
