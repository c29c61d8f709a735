import "server-only";
import { nudger } from "@/lib/supabase/nudge";

/** Has the exchange with calendars run now. */
export const nudgeCalendars = nudger("calendar-sync");
