import { expect, test } from "vitest";
import { inviteToken } from "../bookings/token.ts";
import { composeEmail } from "./email.ts";

const settings = {
  appUrl: "https://daybook.example",
  tokenSecret: "a secret of more than thirty-two characters",
  mailFrom: "bookings@daybook.example",
};
const id = "0b0e5bb0-3d6c-4f5b-8f0f-1e6a3f6a9a10";
const row = {
  id: "5b0e5bb0-3d6c-4f5b-8f0f-1e6a3f6a9a10",
  kind: "invitation",
  channel: "email",
  audience: "staff",
  recipient: "jonas@mail.example",
  locale: "en",
  timeZone: "Europe/Berlin",
  attempt: 1,
  booking: null,
  data: {
    invitation: {
      id,
      role: "staff",
      expiresAt: "2026-11-30T23:30:00Z",
      invitedBy: "Mara <b>Vogt</b>\nBcc: everybody@mail.example",
      business: { name: "Lotus Hair", country: "DE", brandColor: "#a4483f", email: null },
    },
  },
};

test("an invitation leads to its page, says until when, and by whom without their markup", async () => {
  const composed = await composeEmail(row, settings, new Date("2026-11-23T10:00:00Z"));
  if (!composed.ok) throw new Error(composed.error);
  const email = composed.message;
  expect(email.to).toBe("jonas@mail.example");
  expect(email.subject).not.toContain("\n");
  const link = `https://daybook.example/invite/${await inviteToken(settings.tokenSecret, id)}`;
  expect(email.text).toContain(link);
  expect(email.html).toContain(link);
  expect(email.html).not.toContain("<b>Vogt</b>");
  // Half past midnight in Berlin: already the next day there.
  expect(email.text).toContain("Tuesday 1 December 2026");
});

test.each([
  ["de", "Einladung annehmen", "1. Dezember 2026"],
  ["fr", "Accepter l'invitation", "1 décembre 2026"],
  ["es", "Aceptar la invitación", "1 de diciembre de 2026"],
  ["ar-EG", "قبول الدعوة", ""],
])("an invitation in %s is in that language alone", async (locale, action, day) => {
  const composed = await composeEmail({ ...row, locale }, settings, new Date());
  if (!composed.ok) throw new Error(composed.error);
  const { text, html, subject } = composed.message;
  expect(text).toContain(action);
  expect(text).toContain(day);
  expect(html).toContain(
    `<html lang="${locale.slice(0, 2)}" dir="${locale === "ar-EG" ? "rtl" : "ltr"}">`,
  );
  expect(`${subject}${text}`).not.toMatch(/\b(invites|you|the|accept)\b/i);
});

test("one that says nothing useful is refused for good", async () => {
  const broken = { ...row, data: { invitation: { id } } };
  expect(await composeEmail(broken, settings, new Date())).toMatchObject({
    ok: false,
    reason: "invalid",
  });
});
