import nodemailer from "nodemailer";
import {
  calendarFileName,
  type Delivery,
  type EmailChannel,
  headersOf,
  shortError,
} from "./port.ts";

// Together they stay below the two minutes that a claim lasts: a server that hangs ends in a report, not in a second
// dispatcher sending the same again.
const CONNECT_MS = 8_000;
const SILENCE_MS = 15_000;
const CONNECTIONS = 8;

/**
 * E-mail by SMTP: the local mailbox, or a server of one's own.
 * @param url smtp://[user:password@]host[:port] or smtps://…
 */
export function smtpChannel(url: string): EmailChannel {
  const transport = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    dnsTimeout: CONNECT_MS,
    // Contents come from us as text; a path or an address in them is never opened.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    name: "smtp",
    async send(email) {
      // Mail programs act on the one that is a part of the letter, and open the attached ones on a click.
      const [invitation, ...more] = email.calendars ?? [];
      try {
        const info = await transport.sendMail({
          from: email.from,
          to: { name: "", address: email.to },
          ...(email.replyTo ? { replyTo: { name: "", address: email.replyTo } } : {}),
          subject: email.subject,
          text: email.text,
          html: email.html,
          headers: headersOf(email),
          // SMTP has no idempotency key; with the same Message-ID, mail stores can tell a repetition.
          messageId: `<${email.id}@${email.from.address.split("@").at(-1)}>`,
          ...(invitation ? { icalEvent: { ...invitation, filename: calendarFileName(0) } } : {}),
          attachments: more.map(({ method, content }, index) => ({
            filename: calendarFileName(index + 1),
            content,
            contentType: `text/calendar; charset=utf-8; method=${method}`,
          })),
        });
        return { result: "sent", messageId: info.messageId };
      } catch (error) {
        return classifySmtpError(error);
      }
    },
    close: () => transport.close(),
  };
}

/**
 * What an error of an SMTP conversation means. A 5xx answer to the address or to the message is final (RFC 5321,
 * 4.2.1); a 5xx to the sign-in or to the sender is our own configuration, and everything else passes.
 */
function classifySmtpError(error: unknown): Delivery {
  const { message, code, command, responseCode } = error as {
    message?: string;
    code?: string;
    command?: string;
    responseCode?: number;
  };
  const text = shortError(message ?? String(error));
  const aboutTheLetter = code === "EENVELOPE" || code === "EMESSAGE";
  const ourOwn =
    command === "MAIL FROM" ||
    (responseCode !== undefined && [530, 534, 535, 538].includes(responseCode));
  if (aboutTheLetter && !ourOwn && (responseCode === undefined || responseCode >= 500)) {
    return { result: "refused", error: text };
  }
  return { result: "retry", error: text, outage: !aboutTheLetter || ourOwn };
}
