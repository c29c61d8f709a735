import { z } from "zod";
import { timeZone } from "@/lib/availability/schema";
import { personText } from "@/lib/bookings/schema";
import { KINDS, slugField, slugOf } from "./start";

/** The first page of an opening: what a business is called and where it is. */
export const startForm = z.object({
  name: personText(120, "Please give the name of your business"),
  slug: slugField,
  kind: z.enum(KINDS),
  country: z.string().regex(/^[A-Z]{2}$/, "A country from the list"),
  currency: z.string().regex(/^[A-Z]{3}$/, "A currency from the list"),
  timeZone,
  ownerName: personText(120, "Please give your name, as customers read it"),
});

export const startStep = z.enum(["hours", "services"]);
export type StartStep = z.infer<typeof startStep>;

const MAX_SERVICES = 30;

const row = z.object({
  /** null = there is none yet. */
  id: z.uuid().nullable(),
  /** "" for one of the owner's own, whose address is made of its name. */
  slug: z.string().max(60),
  wanted: z.boolean(),
  name: z.string().max(200),
  durationMin: z.number().nullable(),
  bufferAfterMin: z.number().int().min(0).max(480),
  capacity: z.number().int().min(1).max(1000),
  priceMinor: z.number().nullable(),
});

export type FirstServiceRow = z.infer<typeof row>;

/** A row that is wanted must be whole; what is not wanted may be anything. */
const wantedRow = row.superRefine(({ wanted, name, durationMin, priceMinor }, context) => {
  if (!wanted) return;
  const refuse = (path: string, message: string) =>
    context.addIssue({ code: "custom", path: [path], message });
  if (!personText(120, "x").safeParse(name).success) refuse("name", "What is it called?");
  if (durationMin === null || !Number.isInteger(durationMin) || durationMin < 1)
    refuse("durationMin", "At least one minute");
  else if (durationMin > 1440) refuse("durationMin", "At most a day");
  if (priceMinor !== null && (!Number.isInteger(priceMinor) || priceMinor < 0))
    refuse("priceMinor", "An amount such as 45 or 45.50");
  else if (priceMinor !== null && priceMinor > 100_000_000) refuse("priceMinor", "Too much");
});

/** The last page of an opening. */
export const firstServicesInput = z.object({
  businessId: z.uuid(),
  rows: z.array(wantedRow).max(MAX_SERVICES, `At most ${MAX_SERVICES} to begin with`),
});

/** Rows with an address of their own each; what has one keeps it. */
export function withSlugs(rows: readonly FirstServiceRow[]): FirstServiceRow[] {
  const taken = new Set(rows.map(({ slug }) => slug));
  return rows.map((one) => {
    if (one.slug) return one;
    const base = slugOf(one.name).slice(0, 56) || "service";
    let slug = base;
    for (let n = 2; taken.has(slug); n++) slug = `${base}-${n}`;
    taken.add(slug);
    return { ...one, slug };
  });
}
