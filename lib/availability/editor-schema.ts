import { z } from "zod";
import { InvalidQueryError, parseSlotQuery } from "../scheduling/index.ts";
import { overlappingSeasons } from "./editor.ts";
import { checkRules } from "./rules.ts";
import { localDate, timeZone } from "./schema.ts";

/** What the editor sends, checked in the browser while typing and again by the server. Messages are for people. */

const DAY = 1440;
const minute = z.number().int("a whole minute").min(0);
const startMin = minute.max(DAY - 1, "a time of day");
const endMin = minute.max(DAY, "a time of day");
const name = z.string().trim().max(120, "at most 120 characters");
const note = z.string().trim().max(200, "at most 200 characters");
const hoursRow = z.tuple([z.number().int().min(1).max(7), startMin, endMin]);
/** More hours than a week can hold; the bound keeps a script from sending millions. */
const weekly = z.array(hoursRow).max(168, "too many separate hours");

/** Asks the engine itself whether it can read a repeat, so that the two never differ. */
function isReadable(rrule: string, from: string): boolean {
  try {
    parseSlotQuery({
      now: 0,
      from: 0,
      to: 0,
      service: { durationMin: 1, stepMin: 1 },
      staff: [
        { id: "a", timeZone: "UTC", patterns: [{ rrule, from, start: "00:00", end: "01:00" }] },
      ],
    });
    return true;
  } catch (error) {
    if (error instanceof InvalidQueryError) return false;
    throw error;
  }
}

const inOrder = {
  path: ["to"],
  message: "The last day lies before the first.",
};

export const seasonSchema = z
  .object({ name: name.min(1, "Give the season a name."), from: localDate, to: localDate, weekly })
  .refine(({ from, to }) => from <= to, inOrder);

export const patternSchema = z
  .object({
    name,
    rrule: z
      .string()
      .min(6)
      .max(300)
      .regex(/^FREQ=/, "a repeat"),
    from: localDate,
    to: localDate.nullable(),
    start: startMin,
    end: endMin,
  })
  .refine(({ from, to }) => to === null || from <= to, inOrder)
  .refine(({ rrule, from }) => isReadable(rrule, from), {
    path: ["rrule"],
    message: "This repeat never happens, or cannot be read.",
  });

export const daySchema = z.object({
  date: localDate,
  hours: z.array(z.object({ start: startMin, end: endMin })).max(24, "too many separate hours"),
  note,
});

export const closureSchema = z
  .object({
    kind: z.enum(["holiday", "closure", "leave"]),
    name,
    from: localDate,
    to: localDate,
    sourceKey: z.string().max(200).nullable(),
    ignored: z.boolean(),
  })
  .refine(({ from, to }) => from <= to, inOrder);

const MAX_SECONDS = Date.UTC(2200, 0, 1) / 1000;
export const timeOffSchema = z
  .object({
    start: z.number().int().min(0).max(MAX_SECONDS),
    end: z.number().int().min(0).max(MAX_SECONDS),
    reason: note,
  })
  .refine(({ start, end }) => start < end, {
    path: ["end"],
    message: "The end lies before the start.",
  });

export const scheduleSchema = z
  .object({
    followsBusinessHours: z.boolean(),
    timeZone: timeZone.nullable(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .nullable(),
    region: z.string().min(1).max(10).nullable(),
    weekly,
    seasons: z.array(seasonSchema).max(60, "at most 60 seasons"),
    patterns: z.array(patternSchema).max(60, "at most 60 repeats"),
    overrides: z.array(daySchema).max(1500, "at most 1500 special days"),
    closures: z.array(closureSchema).max(1000, "at most 1000 closures"),
    timeOff: z.array(timeOffSchema).max(1000, "at most 1000 absences"),
  })
  .superRefine(({ seasons, overrides }, context) => {
    const pair = overlappingSeasons(seasons);
    if (pair) {
      context.addIssue({
        code: "custom",
        path: ["seasons"],
        message: `“${pair[0]}” and “${pair[1]}” share days. End one before the other begins.`,
      });
    }
    if (new Set(overrides.map(({ date }) => date)).size < overrides.length) {
      context.addIssue({
        code: "custom",
        path: ["overrides"],
        message: "A day is in there twice.",
      });
    }
  });

const whole = (low: number, high: number) =>
  z
    .number("Give a number.")
    .int("Give a whole number.")
    .min(low, `At least ${low}.`)
    .max(high, `At most ${high}.`);

export const rulesSchema = z
  .object({
    bufferBeforeMin: whole(0, 480),
    bufferAfterMin: whole(0, 480),
    stepMin: whole(1, 1440),
    align: z.enum(["opening", "clock"]),
    fillGaps: z.boolean(),
    customerSeries: z.boolean(),
    // Typed in minutes, hours or days, so that a number of minutes would say nothing.
    minNoticeMin: whole(0, Number.MAX_SAFE_INTEGER).max(525_600, "At most a year."),
    maxAdvanceDays: whole(0, 1095).nullable(),
    bookableFrom: localDate.nullable(),
    bookableUntil: localDate.nullable(),
    limitPerDay: whole(1, 1000).nullable(),
    limitPerWeek: whole(1, 5000).nullable(),
    capacity: whole(1, 1000),
    staffRequired: whole(1, 10),
    hours: weekly,
    resources: z.array(z.object({ id: z.uuid(), quantity: whole(1, 100) })).max(50),
  })
  .superRefine((rules, context) => {
    for (const { field, message } of checkRules(rules)) {
      context.addIssue({ code: "custom", path: [field], message });
    }
  });

const businessId = z.uuid();
export const staffId = z.uuid().nullable();
const slug = z.string().max(60);

export const saveScheduleInput = z.object({
  businessId,
  staffId,
  since: localDate,
  version: z.string().max(64),
  schedule: scheduleSchema,
  /** Bookings that the change leaves outside the hours, and that the person has seen and decided on. */
  seen: z.array(z.uuid()).max(2000),
});

export const saveRulesInput = z.object({
  businessId,
  serviceId: z.uuid(),
  version: z.string().max(64),
  rules: rulesSchema,
});

export const saveResourcesInput = z.object({
  businessId,
  resources: z
    .array(
      z.object({
        id: z.uuid().nullable(),
        name: name.min(1, "Give it a name."),
        quantity: whole(1, 500),
        removed: z.boolean(),
      }),
    )
    .max(200),
});

/** Settings that are not saved yet, laid over what the database has. */
export const overlayInput = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("schedule"), staffId, schedule: scheduleSchema }),
  z.object({ kind: z.literal("rules"), rules: rulesSchema }),
]);
export type Overlay = z.infer<typeof overlayInput>;

export const previewInput = z.object({
  businessId,
  service: slug,
  from: localDate,
  party: z.number().int().min(1).max(1000).default(1),
  overlay: overlayInput,
});

export const explainInput = z.object({
  businessId,
  service: slug,
  /** Epoch milliseconds. */
  start: z
    .number()
    .int()
    .min(0)
    .max(MAX_SECONDS * 1000),
  party: z.number().int().min(1).max(1000).default(1),
  overlay: overlayInput,
});

export const holidaysInput = z.object({
  businessId,
  country: z.string().regex(/^[A-Z]{2}$/),
  region: z.string().min(1).max(10).nullable(),
});

export const strandedInput = z.object({
  businessId,
  cancel: z.array(z.uuid()).max(500),
  move: z.array(z.object({ bookingId: z.uuid(), start: z.number().int().positive() })).max(500),
  reason: z.string().trim().max(500),
});
