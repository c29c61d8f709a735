import { describe, expect, it } from "vitest";
import { languageOf, localeOf } from "./negotiate";

describe("the language of a page", () => {
  it.each([
    [{ asked: "de", linked: "es", chosen: "ar", acceptLanguage: "fr" }, "de"],
    [{ linked: "es", chosen: "ar", acceptLanguage: "fr" }, "es"],
    [{ asked: "tlh", chosen: "ar", acceptLanguage: "fr" }, "ar"],
    [{ asked: "de", acceptLanguage: "fr" }, "de"],
    [{ chosen: "tlh", asked: "nonsense", acceptLanguage: "fr-CA,fr;q=0.9" }, "fr"],
    [{ acceptLanguage: "pt-BR,pt;q=0.9,es;q=0.7,en;q=0.5" }, "es"],
    [{ acceptLanguage: "en;q=0.3, de;q=0.8" }, "de"],
    [{ acceptLanguage: "de;q=0, en" }, "en"],
    [{ acceptLanguage: "pt-BR,*;q=0.1" }, null],
    [{ acceptLanguage: "constructor" }, null],
    [{ acceptLanguage: null }, null],
  ])("reads %j as %s", (wishes, language) => {
    expect(languageOf(wishes)).toBe(language);
  });
});

describe("the locale of dates and money", () => {
  const salon = { locale: "en", country: "DE" };

  it.each([
    [null, "en-DE"],
    ["en-US,en;q=0.9", "en-US"],
    ["de-DE,de;q=0.9,en-gb;q=0.7", "en-GB"],
    ["de,en;q=0.5", "en-DE"],
    ["en-<script>", "en-DE"],
  ])("is %s → %s", (header, locale) => {
    expect(localeOf("en", header, salon)).toBe(locale);
  });

  it("keeps a region that the business itself names", () => {
    expect(localeOf("en", "fr-FR", { locale: "en-US", country: "DE" })).toBe("en-US");
    expect(localeOf("fr", null, { locale: "en-US", country: "DE" })).toBe("fr-DE");
  });

  it("writes Arabic with the digits of the visitor's own region, else with 0 to 9", () => {
    const digits = (locale: string) =>
      new Intl.NumberFormat(locale).format(2026).replace(/\D/gu, "");
    expect(digits(localeOf("ar", "ar-MA", salon))).toBe("2026");
    expect(localeOf("ar", "ar-EG,ar;q=0.9", salon)).toBe("ar-EG");
    expect(digits(localeOf("ar", "en", salon))).toBe("2026");
    expect(localeOf("ar", null)).toBe("ar-u-nu-latn");
  });
});
