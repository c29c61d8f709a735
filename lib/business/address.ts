import { env } from "@/lib/env";

/** A business's address as one would say it on the phone: "daybook.example/lotus-hair". */
export function pageAddress(slug: string): string {
  return `${new URL(env().APP_URL).host}/${slug}`;
}
