import "server-only";
import { nudger } from "@/lib/supabase/nudge";

/** Asks the waitlist function to offer what has come free now. */
export const nudgeWaitlist = nudger("waitlist");
