import type { z } from "zod";
import type { CalendarMethod } from "../calendars/ics.ts";
import type { Telling } from "./facts.ts";
import type { Letter } from "./letter.ts";
import type { Audience, bookingData } from "./schema.ts";

/** One kind of message to one audience. */
export interface Kind<Data extends z.infer<typeof bookingData> = z.infer<typeof bookingData>> {
  kind: string;
  audience: Audience;
  data: z.ZodType<Data, unknown>;
  /** The calendar file that goes along; null = none. */
  calendar(data: Data): Exclude<CalendarMethod, "PUBLISH"> | null;
  write(telling: Telling, data: Data): Letter;
}

/** Ties a kind's data to what writes it, and hides the difference from the rest. */
export function defineKind<Data extends z.infer<typeof bookingData>>(kind: Kind<Data>): AnyKind {
  return {
    kind: kind.kind,
    audience: kind.audience,
    read(raw) {
      const parsed = kind.data.safeParse(raw);
      if (!parsed.success) return { ok: false, error: parsed.error };
      const { data } = parsed;
      return {
        ok: true,
        facts: data,
        calendar: kind.calendar(data),
        write: (telling) => kind.write(telling, data),
      };
    },
  };
}

export interface AnyKind {
  kind: string;
  audience: Audience;
  read(raw: unknown):
    | { ok: false; error: z.ZodError }
    | {
        ok: true;
        facts: z.infer<typeof bookingData>;
        calendar: Exclude<CalendarMethod, "PUBLISH"> | null;
        write(telling: Telling): Letter;
      };
}
