import { expect, it } from "vitest";
import { checkAnswers } from "@/lib/bookings/rules";
import { bookingRequest, editRequest, phone } from "@/lib/bookings/schema";
import type { Question } from "@/lib/business/schema";
import { inLanguage } from "@/lib/i18n/testing";
import { joinRequest } from "@/lib/waitlist/schema";
import { detailsSchema } from "./details-schema";
import { problemWords } from "./problem-words";

const question = (kind: Question["kind"]): Question => ({
  id: kind,
  label: kind,
  kind,
  required: true,
  ...(kind === "choice" ? { options: ["a"] } : {}),
});
const questions = [question("text"), question("consent"), question("choice")];
const long = "x".repeat(3000);
const person = (name: string, email: string) => ({ name, email, phone: "", note: "", answers: {} });

/** Whatever can be wrong with what people type into the customers' forms. */
const messages = [
  ...[
    detailsSchema("DE", questions).safeParse(person("", "")),
    detailsSchema("DE", questions).safeParse(person(long, "no address")),
    detailsSchema("DE", questions).safeParse({
      ...person("\u0007", long),
      note: long,
      phone: "12",
    }),
    bookingRequest.safeParse({ customer: { name: "\ud800", email: long }, note: long }),
    editRequest.safeParse({ name: " ", party: 0.5, note: long, answers: { a: long } }),
    phone("DE").safeParse("nonsense"),
    phone("DE").safeParse(long),
    joinRequest.safeParse({ from: "", to: "", party: 0, customer: { name: "", email: "x" } }),
    joinRequest.safeParse({
      business: "a",
      service: "b",
      from: "2026-12-01",
      to: "2026-11-01",
      customer: { name: "Ada", email: "ada@mail.example" },
      timeZone: "Europe/Berlin",
    }),
    joinRequest.safeParse({
      business: "a",
      service: "b",
      from: "2026-12-01",
      to: "2027-11-01",
      customer: { name: "Ada", email: "ada@mail.example" },
      timeZone: "Europe/Berlin",
    }),
  ].flatMap(({ error }) => error?.issues ?? []),
]
  // What the page fills in by itself is not a field that anybody sees.
  .filter(
    ({ path }) => !["business", "service", "start", "timeZone", "locale"].includes(String(path[0])),
  )
  .map(({ message }) => message);

it("has a sentence for all that can be wrong with a customer's fields", () => {
  const asked = Object.values(checkAnswers(questions, { choice: "b" }).problems);
  const all = [...new Set([...messages, ...asked, "one person at a time", "at most 4"])];
  expect(all.length).toBeGreaterThan(12);
  const t = inLanguage("en", "problems");
  expect(all.filter((message) => problemWords(t, message) === t("other"))).toEqual([]);
});

it("says them in the reader's language, with the number in it", () => {
  expect(problemWords(inLanguage("de", "problems"), "at most 120 characters")).toBe(
    "Höchstens 120 Zeichen.",
  );
  expect(problemWords(inLanguage("ar", "problems"), "your name")).toBe("يرجى كتابة اسمك.");
});

it("points at a field whose words it does not know", () => {
  expect(problemWords(inLanguage("en", "problems"), "something from elsewhere")).toBe(
    "Please look at this once more.",
  );
});
