import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findSlots, parseSlotQuery, slotsToJson } from "./index.ts";
import { referenceSlots } from "./testing/reference.ts";

interface SlotCase {
  name: string;
  expected: unknown;
}

/** The shared cases of the contract, one a line. */
const cases = readFileSync(new URL("./testing/cases.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as SlotCase);

describe("the shared slot cases", () => {
  it.each(cases)("$name", (slotCase) => {
    const query = parseSlotQuery(slotCase);
    expect(slotsToJson(findSlots(query))).toEqual(slotCase.expected);
    expect(slotsToJson(referenceSlots(query))).toEqual(slotCase.expected);
  });
});
