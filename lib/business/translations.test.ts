import { expect, it } from "vitest";
import type { Question } from "./schema";
import { answerLabel, bookingIn, pageIn, serviceIn } from "./translations";

const allergy: Question = {
  id: "allergy",
  label: "Any allergies?",
  kind: "choice",
  required: true,
  options: ["No", "Yes"],
};
const service = {
  name: "Cut",
  description: "Wash and cut",
  category: "Cuts",
  questions: [allergy],
  translations: {
    de: {
      name: "Schnitt",
      questions: { allergy: { label: "Allergien?", options: ["Nein", ""] } },
    },
    fr: { name: "  ", description: 7, questions: "none" },
  },
};
const business = {
  name: "Lotus Hair",
  tagline: "Quiet cuts",
  policyText: "",
  translations: {
    de: { tagline: "Ruhig", policyText: "Erfunden", categories: { Cuts: "Schnitte" } },
  },
};

it("puts what there is into the language and leaves the rest as it was written", () => {
  const page = pageIn({ business, services: [service] }, "de");
  expect(page.business).toMatchObject({ name: "Lotus Hair", tagline: "Ruhig", policyText: "" });
  expect(page.services[0]).toMatchObject({
    name: "Schnitt",
    description: "Wash and cut",
    category: "Schnitte",
  });
  expect(serviceIn(service, "ar")).toMatchObject({ name: "Cut", questions: [allergy] });
});

it("changes what answers are called, never the answers", () => {
  const [asked] = serviceIn(service, "de").questions;
  expect(asked).toMatchObject({ label: "Allergien?", options: ["No", "Yes"] });
  expect(["No", "Yes", "other"].map((answer) => answerLabel(asked!, answer))).toEqual([
    "Nein",
    "Yes",
    "other",
  ]);
});

it("takes nothing for a text that is none", () => {
  expect(serviceIn(service, "fr")).toMatchObject({ name: "Cut", description: "Wash and cut" });
  const odd = { ...service, translations: { de: null, fr: ["Coupe"] } as Record<string, unknown> };
  expect(serviceIn(odd, "de").name).toBe("Cut");
  expect(serviceIn(odd, "fr").name).toBe("Cut");
});

it("translates a booking's service and business together", () => {
  const { service: told, business: theirs } = bookingIn({ service, business }, "de");
  expect([told.name, theirs.tagline]).toEqual(["Schnitt", "Ruhig"]);
});
