// Graph tells here that a calendar has changed, or a subscription is about to end. clientState says who may.
import { microsoftMessage } from "../../../lib/calendars/webhooks.ts";
import { apiCaller } from "../../../lib/waitlist/store.ts";
import { readSettings } from "../calendar-google/settings.ts";

const settings = readSettings(Deno.env.toObject());
const call = apiCaller(settings.SUPABASE_URL, settings.SUPABASE_SERVICE_ROLE_KEY);

Deno.serve(async (request) => {
  if (request.method !== "POST") return new Response(null, { status: 405 });
  try {
    return await microsoftMessage(request, call);
  } catch (error) {
    console.error(error);
    // Graph sends it again.
    return new Response(null, { status: 503 });
  }
});
