import { answer, problem } from "@/lib/http/problem";
import { personKey } from "@/lib/live/hub";
import { changeStream } from "@/lib/live/stream";
import { currentPerson } from "@/lib/supabase/session";

export const dynamic = "force-dynamic";

/** Tells the open account page that there is news for its person, of whatever business; it then asks what. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const person = await currentPerson();
    if (!person) return problem("signed_out");
    return changeStream(personKey(person.id), request.signal, ({ kind }) => ({ kind }));
  });
}
