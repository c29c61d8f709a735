import { z } from "zod";
import { inviteToken } from "../bookings/token.ts";
import { oneLine } from "../calendars/text.ts";
import { formatDateLong } from "../format/index.ts";
import type { Email } from "./channels/port.ts";
import { type Composed, invalid, type LetterSettings } from "./compose.ts";
import { type Language, voiceFor } from "./language.ts";
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

type Role = z.infer<typeof invitationData>["invitation"]["role"];

interface Words {
  subject(from: string, business: string): string;
  preheader(business: string): string;
  heading(business: string): string;
  intro(from: string, business: string): string;
  roles: Record<Role, string>;
  action: string;
  until(day: string): string;
  stranger: string;
  footer(business: string): string;
}

const words: Record<Language, Words> = {
  en: {
    subject: (from, business) => `${from} invites you to ${business}`,
    preheader: (business) => `Sign in and work with the diary of ${business}.`,
    heading: (business) => `Join ${business}`,
    intro: (from, business) => `${from} invites you to sign in to ${business}.`,
    roles: {
      owner: "You become an owner: you can change everything.",
      manager:
        "You become a manager: you see every appointment and arrange services, people and hours.",
      staff:
        "You become one of the team: you see the diary, and arrange your own appointments and hours.",
    },
    action: "Accept the invitation",
    until: (day) =>
      `The invitation is good until ${day}. Sign in with this e-mail address; if you have no account yet, you make one on the way.`,
    stranger: "If you do not know who this is, you can forget this e-mail.",
    footer: (business) =>
      `You get this e-mail because somebody at ${business} invited this address.`,
  },
  de: {
    subject: (from, business) => `${from} lädt Sie zu ${business} ein`,
    preheader: (business) =>
      `Melden Sie sich an und arbeiten Sie mit dem Kalender von ${business}.`,
    heading: (business) => `Willkommen bei ${business}`,
    intro: (from, business) => `${from} lädt Sie ein, sich bei ${business} anzumelden.`,
    roles: {
      owner: "Sie werden Inhaberin oder Inhaber: Sie können alles ändern.",
      manager:
        "Sie werden Teil der Leitung: Sie sehen alle Termine und richten Leistungen, Personen und Zeiten ein.",
      staff:
        "Sie werden Teil des Teams: Sie sehen den Kalender und ordnen Ihre eigenen Termine und Zeiten.",
    },
    action: "Einladung annehmen",
    until: (day) =>
      `Die Einladung gilt bis ${day}. Melden Sie sich mit dieser E-Mail-Adresse an; wenn Sie noch kein Konto haben, legen Sie dabei eines an.`,
    stranger: "Wenn Sie nicht wissen, wer das ist, können Sie diese E-Mail vergessen.",
    footer: (business) =>
      `Sie bekommen diese E-Mail, weil jemand bei ${business} diese Adresse eingeladen hat.`,
  },
  fr: {
    subject: (from, business) => `${from} vous invite chez ${business}`,
    preheader: (business) => `Connectez-vous et travaillez avec l'agenda de ${business}.`,
    heading: (business) => `Rejoignez ${business}`,
    intro: (from, business) => `${from} vous invite à vous connecter à ${business}.`,
    roles: {
      owner: "Vous devenez propriétaire : vous pouvez tout modifier.",
      manager:
        "Vous devenez responsable : vous voyez tous les rendez-vous et organisez les prestations, les personnes et les horaires.",
      staff:
        "Vous rejoignez l'équipe : vous voyez l'agenda et organisez vos propres rendez-vous et horaires.",
    },
    action: "Accepter l'invitation",
    until: (day) =>
      `L'invitation est valable jusqu'au ${day}. Connectez-vous avec cette adresse e-mail ; si vous n'avez pas encore de compte, vous en créez un au passage.`,
    stranger: "Si vous ne savez pas qui c'est, vous pouvez oublier cet e-mail.",
    footer: (business) =>
      `Vous recevez cet e-mail parce que quelqu'un chez ${business} a invité cette adresse.`,
  },
  es: {
    subject: (from, business) => `${from} le invita a ${business}`,
    preheader: (business) => `Inicie sesión y trabaje con la agenda de ${business}.`,
    heading: (business) => `Únase a ${business}`,
    intro: (from, business) => `${from} le invita a iniciar sesión en ${business}.`,
    roles: {
      owner: "Será propietario o propietaria: puede cambiarlo todo.",
      manager:
        "Será responsable: ve todas las citas y organiza los servicios, las personas y los horarios.",
      staff: "Será parte del equipo: ve la agenda y organiza sus propias citas y horarios.",
    },
    action: "Aceptar la invitación",
    until: (day) =>
      `La invitación vale hasta el ${day}. Inicie sesión con esta dirección de correo; si todavía no tiene cuenta, la crea de paso.`,
    stranger: "Si no sabe quién es, puede olvidar este correo.",
    footer: (business) =>
      `Recibe este correo porque alguien de ${business} invitó a esta dirección.`,
  },
  ar: {
    subject: (from, business) => `${from} يدعوك إلى ${business}`,
    preheader: (business) => `سجّل الدخول واعمل مع مفكرة ${business}.`,
    heading: (business) => `انضم إلى ${business}`,
    intro: (from, business) => `${from} يدعوك إلى تسجيل الدخول إلى ${business}.`,
    roles: {
      owner: "ستصبح مالكًا: يمكنك تغيير كل شيء.",
      manager: "ستصبح مديرًا: ترى كل المواعيد وتنظم الخدمات والأشخاص وساعات العمل.",
      staff: "ستصبح من الفريق: ترى المفكرة وتنظم مواعيدك وساعاتك.",
    },
    action: "قبول الدعوة",
    until: (day) =>
      `الدعوة صالحة حتى ${day}. سجّل الدخول بعنوان البريد هذا، وإن لم يكن لديك حساب بعد فستنشئ واحدًا في الطريق.`,
    stranger: "إذا كنت لا تعرف من هذا فيمكنك تجاهل هذه الرسالة.",
    footer: (business) => `تصلك هذه الرسالة لأن شخصًا لدى ${business} دعا هذا العنوان.`,
  },
};

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
  const voice = voiceFor(message.locale, business.country);
  const say = words[voice.language];
  const name = oneLine(business.name);
  const from = invitedBy ? oneLine(invitedBy) : name;
  const letter: Letter = {
    subject: oneLine(say.subject(from, name)),
    preheader: say.preheader(name),
    heading: say.heading(name),
    intro: [say.intro(from, name), say.roles[role]],
    facts: [],
    action: {
      label: say.action,
      url: `${settings.appUrl}/invite/${await inviteToken(settings.tokenSecret, id)}`,
    },
    closing: [say.until(formatDateLong(expiresAt, message.timeZone, voice.locale)), say.stranger],
  };
  const sender = { name, brandColor: business.brandColor, footer: say.footer(name) };
  const replyTo = business.email;
  return {
    ok: true,
    message: {
      id: message.id,
      from: { name, address: settings.mailFrom },
      to: message.recipient,
      ...(replyTo && isAddress(replyTo) ? { replyTo } : {}),
      subject: letter.subject,
      html: renderHtml(letter, sender, voice),
      text: renderText(letter, sender),
    },
    content: { subject: letter.subject, letter, sender, language: voice.language },
  };
}
