import { describe, expect, it } from "vitest";
import { composeEmail } from "./email.ts";
import type { Language } from "./language.ts";
import { preferencesWords } from "./preferences-words.ts";
import { segmentsOf } from "./segments.ts";
import { composeSms } from "./sms.ts";
import { smsReply } from "./sms-answers.ts";
import { templateProblem } from "./templates.ts";
import { booking, claimed, settings } from "./testing/claimed.ts";
import { defaultTemplate, previewOf, readTemplate, wordable } from "./wording.ts";

const now = new Date("2026-11-20T08:00:00Z");
const languages: Language[] = ["en", "de", "fr", "es", "ar"];
const moved = {
  previousStart: "2026-11-23T09:00:00Z",
  previousEnd: "2026-11-23T10:00:00Z",
  by: "staff",
};

/** Without the words that people have written themselves. */
const wordless = {
  note: "",
  answers: {},
  service: { ...booking.service, questions: [] },
  business: { ...booking.business, policyText: "" },
};

describe.each(languages)("in %s", (language) => {
  it.each(wordable)(
    "$kind to $audience says everything, and nothing of another language",
    async ({ kind, audience }) => {
      const composed = await composeEmail(
        claimed(kind, audience, { data: moved, row: { locale: language }, booking: wordless }),
        settings,
        now,
      );
      if (!composed.ok) throw new Error(composed.error);
      const { html, text, subject } = composed.message;
      expect(html).toContain(
        `<html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}">`,
      );
      expect(`${subject}${text}`).not.toMatch(/undefined|\[object|\$\{|\{\{/);
      expect(text).toContain("https://daybook.example/");
      if (language === "ar") expect(subject).toMatch(/\p{Script=Arabic}/u);
      if (language !== "en") {
        expect(text).not.toMatch(/\b(appointment|you|your|the|cancelled|moved)\b/i);
      }
    },
  );

  it("text messages are short, answers and the preferences page are in it", async () => {
    const row = { channel: "sms", recipient: "+4915112345678", locale: language };
    const composed = await composeSms(
      claimed("booking.reminder", "customer", { row }),
      settings,
      now,
    );
    if (!composed.ok) throw new Error(composed.error);
    expect(segmentsOf(composed.message.body).count).toBeLessThanOrEqual(language === "ar" ? 4 : 3);
    const business = { name: "Lotus", phone: "+49 30", country: "DE" };
    for (const answer of ["stop", "start", "help", "cancel_refused", "nothing"] as const) {
      expect(smsReply({ answer, locale: language, business })).toMatch(/\S/);
    }
    const pages = languages.map((one) => preferencesWords(one, "Lotus").title);
    expect(new Set(pages).size).toBe(languages.length);
  });

  it.each(wordable)(
    "the words of $kind to $audience can be edited and come out the same",
    async ({ kind, audience }) => {
      for (const channel of audience === "staff"
        ? (["email"] as const)
        : (["email", "sms"] as const)) {
        const key = { kind, audience, channel, language } as const;
        const template = await defaultTemplate(booking, key, settings, now);
        const parsed = readTemplate(key, template);
        expect(parsed.error?.message).toBeUndefined();
        const own = await previewOf(booking, key, template, settings, now);
        const standard = await previewOf(booking, key, null, settings, now);
        if (own.channel === "sms" && standard.channel === "sms")
          expect(own.body).toBe(standard.body);
        if (own.channel === "email" && standard.channel === "email") {
          expect(own.subject).toBe(standard.subject);
        }
      }
    },
  );
});

describe("a template", () => {
  it.each([
    ["Hello {{customer.name}}", null],
    ["Hello {{ customer.name }}", null],
    ["Hello {{customer.nmae}}", "{{customer.nmae}} is unknown."],
    ["Hello {{constructor}}", "{{constructor}} is unknown."],
    ["Hello {{}}", "There is an empty {{ }}."],
    ["Hello {{when", "A {{ has no matching }}, or the other way round."],
    ["Hello when}}", "A {{ has no matching }}, or the other way round."],
  ])("%s", (text, problem) => expect(templateProblem(text)).toBe(problem));

  it("names only what its message knows", () => {
    const body = "It was {{previous}}.";
    expect(readTemplate({ channel: "sms", kind: "booking.moved" }, { body }).success).toBe(true);
    const refused = readTemplate({ channel: "sms", kind: "booking.confirmed" }, { body });
    expect(refused.error?.issues).toMatchObject([
      { path: ["body"], message: "{{previous}} has no value in this message." },
    ]);
  });

  it("escapes what people typed for where it goes, and never reads it as a template", async () => {
    const template = {
      subject: "{{customer.name}}",
      heading: "Hi",
      intro: "<b>{{customer.name}}</b>",
      closing: "",
    };
    const composed = await composeEmail(
      claimed("booking.confirmed", "customer", {
        row: { template },
        booking: {
          customer: { name: "<img src=x>\r\nBcc: a@b.test {{link}}", email: null, phone: null },
        },
      }),
      settings,
      now,
    );
    if (!composed.ok) throw new Error(composed.error);
    const { subject, html } = composed.message;
    expect(subject).toBe("<img src=x> Bcc: a@b.test {{link}}");
    expect(html).not.toMatch(/<img|<b>/);
    expect(html).toContain("&lt;b&gt;&lt;img src=x&gt; Bcc: a@b.test {{link}}&lt;/b&gt;");
  });
});
