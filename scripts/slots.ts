import { readFileSync } from "node:fs";
import {
  findSlots,
  InvalidQueryError,
  parseSlotQuery,
  slotsToJson,
} from "../lib/scheduling/index.ts";

/** `npm run --silent slots -- FILE`: the answers to a file of slot cases, as one JSON array. */
function main(): void {
  const file = process.argv[2];
  if (!file) {
    console.error("usage: npm run --silent slots -- FILE");
    process.exit(2);
  }
  let cases: unknown;
  try {
    cases = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    console.error(`${file}: ${(error as Error).message}`);
    process.exit(2);
  }
  if (!Array.isArray(cases)) {
    console.error(`${file} does not hold a JSON array`);
    process.exit(2);
  }
  process.stdout.write(`${JSON.stringify(cases.map(answer))}\n`);
}

function answer(json: unknown, index: number) {
  try {
    return slotsToJson(findSlots(parseSlotQuery(json)));
  } catch (error) {
    if (error instanceof InvalidQueryError) return { error: error.message };
    // A fault of ours in one case must not take the answers to the others with it.
    console.error(`case ${index}:`, error);
    return { error: "this case could not be answered" };
  }
}

main();
