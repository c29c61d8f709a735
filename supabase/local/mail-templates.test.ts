import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { languages } from "../../lib/i18n/languages.ts";
import { chooseLanguage, mailTemplates } from "./mail-templates.ts";

const siteUrl = "https://book.example";

describe("the auth mails' templates", () => {
  const templates = mailTemplates();

  it("are those that config.toml names", () => {
    expect(Object.keys(templates).sort()).toEqual([
      "confirmation",
      "email_change",
      "magic_link",
      "recovery",
    ]);
  });

  it.each(["confirmation", "magic_link", "recovery"])("%s speaks every language", (name) => {
    const { subject, content_path: path } = templates[name]!;
    const body = readFileSync(path, "utf8");
    const spoken = languages.map((language) => {
      const at = { redirectTo: `${siteUrl}/auth/confirm?lang=${language}`, siteUrl };
      const letter = chooseLanguage(body, at);
      expect(letter).toContain(`<div lang="${language}"`);
      expect(letter.match(/\{\{ \.TokenHash \}\}/g)).toHaveLength(1);
      expect(letter).not.toMatch(/\{\{ (if|else|end)/);
      return chooseLanguage(subject, at);
    });
    expect(new Set(spoken).size).toBe(languages.length);
  });

  it("are English for whoever asked from elsewhere", () => {
    const { subject } = templates.magic_link!;
    expect(chooseLanguage(subject, { redirectTo: siteUrl, siteUrl })).toBe("Your sign-in code");
  });

  it("refuses a condition that it does not know", () => {
    expect(() =>
      chooseLanguage('{{ if eq .Data.locale "de" }}Hallo{{ end }}', { redirectTo: "", siteUrl }),
    ).toThrow("not understood");
  });
});
