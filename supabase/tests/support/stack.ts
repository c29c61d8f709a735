import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startStack } from "../../local/stack.ts";

// Counts come as int8; tests compare them with numbers.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** The stack that a test file speaks to. */
export interface TestStack {
  env: Record<string, string>;
  databaseUrl: string;
  superuserUrl: string;
  apiUrl: string;
  stop(): Promise<void>;
}

/**
 * The stack that `npm test` has started, or one of the file's own when the file runs by itself. Files share the
 * database: each makes businesses of its own and leaves the others' alone.
 */
export async function testStack(): Promise<TestStack> {
  const file = process.env.TEST_STACK_FILE;
  if (file) {
    const shared = JSON.parse(readFileSync(file, "utf8")) as Omit<TestStack, "stop">;
    return { ...shared, stop: async () => {} };
  }
  const stateDir = mkdtempSync(join(tmpdir(), "daybook-database-"));
  const own = await startStack({
    stateDir,
    throwaway: true,
    functions: false,
    mail: false,
    seed: true,
  });
  return {
    ...own,
    stop: async () => {
      await own.stop();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

/** A pool of connections as the role `postgres`, as the app has them. */
export function connections(stack: TestStack, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: stack.databaseUrl,
    max,
    application_name: "tests",
  });
  // A file's own stack may stop before the pool has closed its last idle connection.
  pool.on("error", (error) => {
    if ((error as { code?: string }).code !== "57P01") throw error;
  });
  return pool;
}
