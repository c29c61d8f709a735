import { describe, expect, it } from "vitest";
import { composeEmail } from "./email.ts";

const settings = {
  appUrl: "https://daybook.example",
  tokenSecret: "a secret of more than thirty-two characters",
  mailFrom: "bookings@daybook.example",
};

function row(kind: string, locale = "en", deleteAt: string | null = "2026-12-23T23:30:00Z") {
  return {
    id: "5b0e5bb0-3d6c-4f5b-8f0f-1e6a3f6a9a10",
    kind,
    channel: "email",
    audience: "staff",
    recipient: "mara@mail.example",
    locale,
    timeZone: "Europe/Berlin",
    attempt: 1,
    booking: null,
    data: {
      closing: {
        by: "Mara\nBcc: everybody@mail.example",
        deleteAt,
        business: { name: "Lotus Hair", country: "DE", brandColor: "#a4483f", email: null },
      },
    },
  };
}

async function compose(raw: object) {
  const composed = await composeEmail(raw, settings, new Date());
  if (!composed.ok) throw new Error(composed.error);
  return composed.message;
}

describe("letters about closing for good", () => {
  it("say the day as the business's calendar has it, and the way back", async () => {
    for (const kind of ["business.closing", "business.last_days"]) {
      const { subject, text } = await compose(row(kind));
      expect(subject).toContain("deleted on Thursday 24 December 2026");
      expect(subject).not.toContain("\n");
      expect(text).toContain("https://daybook.example/start");
      expect(text).toContain("cannot be brought back");
    }
  });

  it("say that it stays, without a day or a button", async () => {
    const { subject, text } = await compose(row("business.kept", "en", null));
    expect(subject).toBe("Lotus Hair is open again");
    expect(text).not.toContain("/start");
  });

  it.each([
    ["de", "Wieder öffnen", "24. Dezember 2026"],
    ["fr", "Rouvrir", "24 décembre 2026"],
    ["es", "Abrirlo de nuevo", "24 de diciembre de 2026"],
    ["ar-EG", "فتحه من جديد", ""],
  ])("speak %s alone", async (locale, action, day) => {
    const { subject, text } = await compose(row("business.closing", locale));
    expect(text).toContain(action);
    expect(text).toContain(day);
    expect(`${subject}${text}`).not.toMatch(/\b(closed|you|the|owner)\b/i);
  });

  it("that say nothing useful are refused for good", async () => {
    expect(
      await composeEmail({ ...row("business.closing"), data: {} }, settings, new Date()),
    ).toMatchObject({ ok: false, reason: "invalid" });
  });
});
