import { z } from "zod";

/** What the pages of calendars send. */

const whose = { businessId: z.uuid(), staffId: z.uuid() };

export const caldavForm = z.object({
  ...whose,
  server: z.string().trim().max(500).default(""),
  username: z.string().trim().min(1, "Enter the name of the account").max(254),
  password: z.string().min(1, "Enter the app password").max(500),
});

export const feedForm = z.object({
  ...whose,
  url: z.string().trim().min(1, "Enter the address of the calendar").max(2000),
});

export const reconnectForm = z.object({
  connectionId: z.uuid(),
  /** The app password, or the address of the file. */
  secret: z.string().trim().min(1, "Fill this in").max(2000),
});

export const calendarUse = z.object({
  calendarId: z.uuid(),
  use: z.enum(["blocks", "receives", "both", "neither"]),
  privacy: z.enum(["details", "busy"]),
});
export type CalendarUse = z.infer<typeof calendarUse>;

export const policyForm = z.object({
  businessId: z.uuid(),
  policy: z.enum(["apply", "ask", "undo"]),
});

export const decisionForm = z.object({
  conflictId: z.uuid(),
  decision: z.discriminatedUnion("way", [
    z.object({ way: z.literal("keep") }),
    z.object({ way: z.literal("move"), start: z.number().int().optional() }),
    z.object({ way: z.literal("cancel") }),
  ]),
});
