import "server-only";
import pg from "pg";
import { env } from "@/lib/env";

// Counts and prices fit a double; the driver's default of text for int8 would leak strings into the app.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

declare global {
  // A development reload replaces modules but not the process: one pool per process, not per reload.
  var daybookPool: pg.Pool | undefined;
}

/** The process's pool of connections. They act as the service role: callers have checked who is asking. */
export function pool(): pg.Pool {
  globalThis.daybookPool ??= newPool();
  return globalThis.daybookPool;
}

function newPool(): pg.Pool {
  const created = new pg.Pool({
    connectionString: env().DATABASE_URL,
    max: env().DATABASE_POOL,
    idleTimeoutMillis: 30_000,
    // The wait for a connection that others use counts as well: in a rush one is served late rather than refused.
    connectionTimeoutMillis: 30_000,
    application_name: "daybook",
  });
  // An idle connection that the server closes is replaced at the next use; without a listener it would end the process.
  created.on("error", () => undefined);
  return created;
}
