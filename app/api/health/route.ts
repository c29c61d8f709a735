import { pool } from "@/lib/supabase/postgres";

export const dynamic = "force-dynamic";

/** 200 while the database answers, 503 otherwise. */
export async function GET(): Promise<Response> {
  try {
    await pool().query("select 1");
    return Response.json({ status: "ok", database: "ok" });
  } catch {
    return Response.json({ status: "degraded", database: "unreachable" }, { status: 503 });
  }
}
