import "server-only";
import { callFunction, type Refusal } from "@/lib/supabase/functions";

/**
 * Notes that appointments may stand outside the hours where they are now, so that nobody is asked about them again; or
 * takes that back. A move makes it void.
 * @param by the business's id, and who says so: a manager, or whom the appointments are with
 */
export function letStay(
  appointmentIds: readonly string[],
  by: { businessId: string; actor: { userId: string } },
  stays = true,
): Promise<{ ok: true } | Refusal> {
  return callFunction("let_stay_outside", {
    p_business: by.businessId,
    p_user: by.actor.userId,
    p_appointments: `{${appointmentIds.join(",")}}`,
    p_stays: stays,
  });
}
