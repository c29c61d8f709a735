import { z } from "zod";

/** Messages to customers that can go by text message too. */
export const smsKinds = [
  "booking.confirmed",
  "booking.requested",
  "booking.verify",
  "booking.declined",
  "booking.expired",
  "booking.moved",
  "booking.cancelled",
] as const;

/** Messages to staff that each member chooses the ways for. */
export const staffKinds = ["booking.new", "booking.moved", "booking.cancelled"] as const;

const minute = z.int().min(0).max(1439);

const rule = z
  .object({
    serviceId: z.uuid().nullable(),
    kind: z.enum(["reminder", "follow_up", "rebook"]),
    channel: z.enum(["email", "sms", "push"]),
    minutes: z.int("a whole number").min(5, "at least five minutes").max(525_600, "at most a year"),
    active: z.boolean(),
  })
  .refine(({ kind, channel }) => kind === "reminder" || channel !== "push", {
    path: ["channel"],
    message: "Only reminders go to browsers.",
  });

/** How a business writes to its customers, as the form sends it. */
export const settingsInput = z.object({
  smsKinds: z.array(z.enum(smsKinds)).max(smsKinds.length),
  quietFromMin: minute,
  quietToMin: minute,
  /** The booking form asks for consent to news. */
  askNews: z.boolean().default(false),
  keepDays: z.int().min(30, "at least 30 days").max(3650, "at most ten years"),
  rules: z
    .array(rule)
    .max(100)
    .superRefine((rules, context) => {
      const seen = new Set<string>();
      for (const [index, one] of rules.entries()) {
        const key = [one.serviceId, one.kind, one.channel, one.minutes].join();
        if (seen.has(key)) {
          context.addIssue({
            code: "custom",
            path: [index, "minutes"],
            message: "This is there already.",
          });
        }
        seen.add(key);
      }
    }),
});

export type SettingsInput = z.infer<typeof settingsInput>;
export type ReminderRule = SettingsInput["rules"][number];
export type MessageSettings = Omit<SettingsInput, "rules"> & {
  rules: (ReminderRule & { id: string })[];
};

/** What a member wants to hear, as the form sends it. */
export const memberInput = z.object({
  emailKinds: z.array(z.enum(staffKinds)),
  /** Owners and managers: of their colleagues' appointments too. */
  emailAll: z.boolean(),
  pushKinds: z.array(z.enum(staffKinds)),
  agendaMin: minute.nullable(),
});

export const templateKey = z.object({
  kind: z.string().max(60),
  audience: z.enum(["customer", "staff"]),
  channel: z.enum(["email", "sms"]),
  language: z.enum(["en", "de", "fr", "es", "ar"]),
});
export type TemplateKey = z.infer<typeof templateKey>;
