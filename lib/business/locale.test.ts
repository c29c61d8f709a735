import { expect, it } from "vitest";
import { visitorLocale } from "./locale.ts";

const salon = { locale: "en", country: "DE" };

it.each([
  [null, "en-DE"],
  ["", "en-DE"],
  ["en-US,en;q=0.9", "en-US"],
  ["de-DE,de;q=0.9,en-gb;q=0.7", "en-GB"],
  ["de,en;q=0.5", "en-DE"],
  ["*", "en-DE"],
  ["en-<script>", "en-DE"],
])("reads %s as %s", (header, locale) => {
  expect(visitorLocale(header, salon)).toBe(locale);
});

it("keeps a region that the business itself names", () => {
  expect(visitorLocale("fr-FR", { locale: "pt-BR", country: "PT" })).toBe("pt-BR");
});
