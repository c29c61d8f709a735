import { z } from "zod";
import { checkAnswers } from "@/lib/bookings/rules";
import { email, personText, phone } from "@/lib/bookings/schema";
import type { Question } from "@/lib/business/schema";

/** The fields of the details form as they are typed. */
export interface Details {
  name: string;
  email: string;
  phone: string;
  note: string;
  answers: Record<string, string | boolean>;
}

/** The form's own check, made of the very rules that the server applies. */
export function detailsSchema(country: string, questions: readonly Question[]) {
  return z
    .object({
      name: personText(120, "your name"),
      email,
      phone: phone(country),
      note: z.string().max(1000, "at most 1000 characters"),
      answers: z.record(z.string(), z.union([z.string().max(2000), z.boolean()])),
    })
    .superRefine(({ answers }, context) => {
      const { problems } = checkAnswers(questions, answers);
      for (const [id, message] of Object.entries(problems)) {
        context.addIssue({ code: "custom", path: ["answers", id], message });
      }
    });
}

/** The server's name of a field as the form's: "customer.email" → "email". */
export function fieldName(path: string): string {
  return path.replace(/^customer\./, "");
}
