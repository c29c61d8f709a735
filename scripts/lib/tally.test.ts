import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readPlaywright, readVitest, sum } from "./tally.ts";

const folder = mkdtempSync(join(tmpdir(), "daybook-tally-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(content: unknown): string {
  const file = join(folder, `${Math.random()}.json`);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const good = { status: "passed", assertionResults: [{ status: "passed" }] };
const counts = { numPassedTests: 1, numFailedTests: 0, numPendingTests: 2, numTodoTests: 1 };

describe("readVitest", () => {
  it("counts what passed, failed and was left out", () => {
    const file = report({ ...counts, testResults: [good] });
    expect(readVitest(file, 0)).toEqual({ passed: 1, failed: 0, skipped: 3 });
  });

  it("counts a file that could not be loaded as a failure", () => {
    const broken = { status: "failed", assertionResults: [] };
    const file = report({ ...counts, testResults: [good, broken] });
    expect(readVitest(file, 1).failed).toBe(1);
  });

  it("counts a run that failed without saying where, or died without a word", () => {
    expect(readVitest(report({ ...counts, testResults: [good] }), 1).failed).toBe(1);
    expect(readVitest(join(folder, "none.json"), "SIGKILL").failed).toBe(1);
  });
});

describe("readPlaywright", () => {
  it("counts a test that passed at the second try as passed", () => {
    const stats = { expected: 4, unexpected: 0, flaky: 1, skipped: 2 };
    expect(readPlaywright(report({ stats, errors: [] }), 0)).toEqual({
      passed: 5,
      failed: 0,
      skipped: 2,
    });
  });

  it("counts a run without a report as a failure", () => {
    expect(readPlaywright(join(folder, "none.json"), 0).failed).toBe(1);
  });
});

describe("sum", () => {
  it("adds up", () => {
    expect(
      sum([readVitest(join(folder, "none.json"), 1), { passed: 2, failed: 0, skipped: 1 }]),
    ).toEqual({ passed: 2, failed: 1, skipped: 1 });
  });
});
