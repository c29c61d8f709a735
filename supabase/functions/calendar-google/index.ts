// Google tells here that a calendar has changed. Anybody can call it: the channel's token says who may.
import { googleMessage } from "../../../lib/calendars/webhooks.ts";
import { apiCaller } from "../../../lib/waitlist/store.ts";
import { readSettings } from "./settings.ts";

const settings = readSettings(Deno.env.toObject());
const call = apiCaller(settings.SUPABASE_URL, settings.SUPABASE_SERVICE_ROLE_KEY);

Deno.serve(async (request) => {
  if (request.method !== "POST") return new Response(null, { status: 405 });
  try {
    return await googleMessage(request.headers, call);
  } catch (error) {
    console.error(error);
    // Google sends it again.
    return new Response(null, { status: 503 });
  }
});
