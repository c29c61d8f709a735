import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { startStack } from "../supabase/local/stack.ts";
import { generateTypes, TYPES_FILE } from "./lib/supabase-cli.ts";

// npm run types: writes the database's types; with --check it only says whether they are up to date.
const stateDir = mkdtempSync(join(tmpdir(), "daybook-types-"));
const stack = await startStack({ stateDir, mail: false, functions: false, throwaway: true });
try {
  const types = generateTypes(stack.databaseUrl);
  const committed = existsSync(TYPES_FILE) ? readFileSync(TYPES_FILE, "utf8") : "";
  if (types === committed) {
    console.log("The database's types are up to date.");
  } else if (process.argv.includes("--check")) {
    console.error("The database's types are out of date: npm run types");
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(TYPES_FILE), { recursive: true });
    writeFileSync(TYPES_FILE, types);
    console.log("Wrote lib/supabase/database.types.ts");
  }
} finally {
  await stack.stop();
  rmSync(stateDir, { recursive: true, force: true });
}
