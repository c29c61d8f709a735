// What Resend calls when an e-mail has arrived, bounced, or was marked as unwanted.
import { Resend } from "resend";
import { z } from "zod";
import { resendReport } from "../../../lib/notifications/provider-reports.ts";
import { callDatabase } from "../dispatch/database.ts";

const settings = z
  .object({
    SUPABASE_URL: z.url(),
    SUPABASE_SERVICE_ROLE_KEY: z.string().min(1),
    RESEND_WEBHOOK_SECRET: z.string().min(1),
  })
  .parse(Deno.env.toObject());

// Only the check of signatures is used, which needs no key.
const resend = new Resend("re_unused");
const LONGEST_BODY = 200_000;

function failure(status: number, code: string, message: string): Response {
  return Response.json({ error: { code, message } }, { status });
}

Deno.serve(async (request) => {
  if (request.method !== "POST") return failure(405, "method_not_allowed", "Only POST.");
  const body = await request.text();
  if (body.length > LONGEST_BODY) return failure(413, "too_large", "This is too long.");
  const id = request.headers.get("svix-id") ?? "";
  let payload: unknown;
  try {
    // Signature and age: a recorded call is refused after five minutes, and its id is known before.
    payload = resend.webhooks.verify({
      payload: body,
      headers: {
        id,
        timestamp: request.headers.get("svix-timestamp") ?? "",
        signature: request.headers.get("svix-signature") ?? "",
      },
      webhookSecret: settings.RESEND_WEBHOOK_SECRET,
    });
  } catch {
    return failure(403, "bad_signature", "This is for Resend.");
  }
  const report = resendReport(payload, id);
  if (!report) return Response.json({ ok: true });
  try {
    await callDatabase(
      { url: settings.SUPABASE_URL, serviceKey: settings.SUPABASE_SERVICE_ROLE_KEY },
      "record_delivery",
      { p_report: report },
    );
    return Response.json({ ok: true });
  } catch (error) {
    console.error(error);
    return failure(503, "database_unreachable", "Please call again.");
  }
});
