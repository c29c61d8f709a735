import { z } from "zod";
import { inviteToken } from "../bookings/token.ts";
import { oneLine } from "../calendars/text.ts";
import { formatDateLong } from "../format/index.ts";
import type { Email } from "./channels/port.ts";
import { type Composed, invalid, type LetterSettings } from "./compose.ts";
import { voiceFor } from "./language.ts";
import type { Letter } from "./letter.ts";
import { renderHtml, renderText } from "./render.ts";
import { claimedWithoutBooking, instant, isAddress, problemsOf } from "./schema.ts";

/** What an invitation tells, as it was when it was written. */
const invitationData = z.object({
  invitation: z.object({
    id: z.uuid(),
    role: z.enum(["owner", "manager", "staff"]),
    expiresAt: instant,
    invitedBy: z.string().nullable(),
    business: z.object({
      name: z.string(),
      country: z.string(),
      brandColor: z.string(),
      email: z.string().nullable(),
    }),
  }),
});

const roles = {
  owner: "as an owner: you can change everything.",
  manager: "as a manager: you see every appointment and arrange services, people and hours.",
  staff: "as one of the team: you see the diary, and arrange your own appointments and hours.",
} as const;

/** Whether a claimed row of the outbox is an invitation. */
export function isInvitation(raw: unknown): boolean {
  return (raw as { kind?: unknown } | null)?.kind === "invitation";
}

/** Makes the e-mail that invites somebody to sign in to a business; the link is derived from the invitation. */
export async function composeInvitation(
  raw: unknown,
  settings: LetterSettings,
): Promise<Composed<Email>> {
  const parsed = claimedWithoutBooking.safeParse(raw);
  if (!parsed.success) return invalid(problemsOf(parsed.error));
  const message = parsed.data;
  const told = invitationData.safeParse(message.data);
  if (!told.success) return invalid(problemsOf(told.error));
  const { id, role, expiresAt, invitedBy, business } = told.data.invitation;
  // Colleagues read the dashboard's language.
  const voice = voiceFor("en", business.country);
  const name = oneLine(business.name);
  const from = invitedBy ? oneLine(invitedBy) : name;
  const until = formatDateLong(expiresAt, message.timeZone, voice.locale);
  const letter: Letter = {
    subject: `${from} invites you to ${name}`,
    preheader: `Sign in and work with the diary of ${name}.`,
    heading: `Join ${name}`,
    intro: [`${from} invites you to sign in to ${name}, ${roles[role]}`],
    facts: [],
    action: {
      label: "Accept the invitation",
      url: `${settings.appUrl}/invite/${await inviteToken(settings.tokenSecret, id)}`,
    },
    closing: [
      `The invitation is good until ${until}. Sign in with this e-mail address; if you have no account yet, you make one on the way.`,
      "If you do not know who this is, you can forget this e-mail.",
    ],
  };
  const sender = {
    name,
    brandColor: business.brandColor,
    footer: `You get this e-mail because somebody at ${name} invited this address.`,
  };
  const replyTo = business.email;
  return {
    ok: true,
    message: {
      id: message.id,
      from: { name, address: settings.mailFrom },
      to: message.recipient,
      ...(replyTo && isAddress(replyTo) ? { replyTo } : {}),
      subject: oneLine(letter.subject),
      html: renderHtml(letter, sender, voice),
      text: renderText(letter, sender),
    },
    content: { subject: oneLine(letter.subject), letter, sender, language: voice.language },
  };
}
