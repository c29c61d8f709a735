// What Twilio calls: /status when a text message has got somewhere, /incoming when somebody answers one.
import twilio from "twilio";
import { z } from "zod";
import { twilioReport } from "../../../lib/notifications/provider-reports.ts";
import { readSmsWord, type SmsAnswer, smsReply } from "../../../lib/notifications/sms-answers.ts";
import { callDatabase, nudgeDispatch } from "../dispatch/database.ts";

const settings = z
  .object({
    SUPABASE_URL: z.url(),
    SUPABASE_SERVICE_ROLE_KEY: z.string().min(1),
    FUNCTION_SECRET: z.string().min(32),
    TWILIO_AUTH_TOKEN: z.string().min(1),
    /** The address that Twilio knows this function by; signatures are over it. */
    TWILIO_CALLBACK_URL: z.url().optional(),
  })
  .parse(Deno.env.toObject());

const base = settings.TWILIO_CALLBACK_URL ?? `${settings.SUPABASE_URL}/functions/v1/twilio`;
const project = {
  url: settings.SUPABASE_URL,
  serviceKey: settings.SUPABASE_SERVICE_ROLE_KEY,
  functionSecret: settings.FUNCTION_SECRET,
};
/** Text messages are short, and so is what Twilio says of them. */
const LONGEST_BODY = 20_000;

function failure(status: number, code: string, message: string): Response {
  return Response.json({ error: { code, message } }, { status });
}

/** An answer in Twilio's own language: send this text back, or nothing. */
function twiml(text: string | null): Response {
  const answer = new twilio.twiml.MessagingResponse();
  if (text) answer.message(text);
  return new Response(answer.toString(), {
    headers: { "content-type": "text/xml; charset=utf-8" },
  });
}

Deno.serve(async (request) => {
  const url = new URL(request.url);
  const path = /\/twilio(\/status|\/incoming)$/.exec(url.pathname)?.[1];
  if (!path) return failure(404, "not_found", "There is nothing here.");
  if (request.method !== "POST") return failure(405, "method_not_allowed", "Only POST.");
  const body = await request.text();
  if (body.length > LONGEST_BODY) return failure(413, "too_large", "This is too long.");
  const form = Object.fromEntries(new URLSearchParams(body));
  const signature = request.headers.get("x-twilio-signature") ?? "";
  if (
    !twilio.validateRequest(
      settings.TWILIO_AUTH_TOKEN,
      signature,
      `${base}${path}${url.search}`,
      form,
    )
  ) {
    return failure(403, "bad_signature", "This is for Twilio.");
  }
  try {
    if (path === "/status") {
      const report = twilioReport(form, url.searchParams.get("message"));
      if (report) await callDatabase(project, "record_delivery", { p_report: report });
      return new Response(null, { status: 204 });
    }
    const { MessageSid: key, From: from, Body: text = "" } = form;
    if (!key || !/^\+[0-9]{6,15}$/.test(from ?? "")) return twiml(null);
    // Where Twilio keeps its own list of who has stopped, it says so and answers by itself.
    const handled = form.OptOutType?.toLowerCase();
    const word =
      handled === "stop" || handled === "start" || handled === "help" ? handled : readSmsWord(text);
    const told = (await callDatabase(project, "incoming_sms", {
      p_message: { key, from, word },
    })) as SmsAnswer & { replayed?: boolean };
    if (told.answer === "cancelled" || told.answer === "confirm") await nudgeDispatch(project);
    return twiml(told.replayed || handled ? null : smsReply(told));
  } catch (error) {
    console.error(error);
    return failure(503, "database_unreachable", "Please call again.");
  }
});
