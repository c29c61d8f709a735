import { z } from "zod";
import { personText } from "@/lib/bookings/schema";
import { slugField } from "@/lib/members/start";
import { photoPath } from "@/lib/storage/schema";

const whole = "A whole number";
const minutes = z.number(whole).int(whole).min(1, "At least one minute").max(1440, "At most a day");
const price = z
  .number("An amount such as 45 or 45.50")
  .int("Too many figures after the point")
  .min(0, "Not less than nothing")
  .max(100_000_000, "Too much");
const cutoff = z.number().int().min(0).max(525_600);

/** The kinds of questions that a booking form can ask. */
export const QUESTION_KINDS = [
  "text",
  "long_text",
  "choice",
  "checkbox",
  "phone",
  "consent",
] as const;

const MAX_QUESTIONS = 20;
const MAX_OPTIONS = 30;

const question = z
  .object({
    id: z
      .string()
      .regex(/^[a-z0-9_-]{1,60}$/)
      // An answer under this key would be an object's own.
      .refine((id) => id !== "__proto__"),
    label: personText(300, "What do you want to know?"),
    kind: z.enum(QUESTION_KINDS),
    required: z.boolean(),
    options: z.array(personText(120, "An empty answer")).max(MAX_OPTIONS).optional(),
  })
  .superRefine(({ kind, options = [] }, context) => {
    if (kind !== "choice") return;
    if (options.length < 2) {
      context.addIssue({ code: "custom", path: ["options"], message: "At least two answers" });
    }
    if (new Set(options).size < options.length) {
      context.addIssue({ code: "custom", path: ["options"], message: "Two answers are the same" });
    }
  })
  .transform(({ options, ...rest }) => (rest.kind === "choice" ? { ...rest, options } : rest));

/** What customers read of a service, how it is confirmed, and who performs it. */
export const serviceDetails = z
  .object({
    slug: slugField,
    name: personText(120, "What is it called?"),
    category: z.string().trim().max(80, "At most 80 characters"),
    description: z.string().trim().max(2000, "At most 2000 characters"),
    durationMin: minutes,
    priceMinor: price.nullable(),
    photoUrl: photoPath.nullable(),
    confirmation: z.enum(["instant", "email", "approval"]),
    cancelCutoffMin: cutoff.nullable(),
    moveCutoffMin: cutoff.nullable(),
    questions: z.array(question).max(MAX_QUESTIONS, `At most ${MAX_QUESTIONS} questions`),
    staff: z
      .array(
        z.object({ id: z.uuid(), durationMin: minutes.nullable(), priceMinor: price.nullable() }),
      )
      .max(500),
  })
  .refine(({ questions }) => new Set(questions.map(({ id }) => id)).size === questions.length, {
    path: ["questions"],
    message: "Two questions are the same",
  });

export type ServiceDetails = z.input<typeof serviceDetails>;

/** A service as managers see it; instants are ISO in UTC. */
export interface ManagedService {
  id: string;
  /** Goes back with the save. */
  version: string;
  archivedAt: string | null;
  capacity: number;
  staffRequired: number;
  details: ServiceDetails;
  /** Names of rooms and equipment that it needs. */
  resources: string[];
  /** Appointments that lie ahead. */
  ahead: number;
}

export const saveServiceInput = z.object({
  businessId: z.uuid(),
  /** null = a new one. */
  serviceId: z.uuid().nullable(),
  version: z.string().max(64),
  details: serviceDetails,
});
