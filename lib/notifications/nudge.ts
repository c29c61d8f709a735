import "server-only";
import { nudger } from "@/lib/supabase/nudge";

/** Asks the dispatch function to look at the outbox now. */
export const nudgeDispatch = nudger("dispatch");
