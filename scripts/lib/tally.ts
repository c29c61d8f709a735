import { existsSync, readFileSync } from "node:fs";

/** How many tests went how. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

export const PASS: Tally = { passed: 1, failed: 0, skipped: 0 };
export const FAIL: Tally = { passed: 0, failed: 1, skipped: 0 };

/** The counts together. */
export function sum(tallies: Tally[]): Tally {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of tallies) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  return total;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

/**
 * Counts from Vitest's JSON report. A file that failed as a whole (it could not be loaded, a hook
 * threw) counts as one failure; so does a run that failed without saying where.
 */
export function readVitest(file: string, exitCode: number | string): Tally {
  const report = readReport<VitestReport>(file);
  if (!report) return exitCode === 0 ? { passed: 0, failed: 0, skipped: 0 } : FAIL;
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  ).length;
  return atLeastOneFailure(exitCode, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken,
    skipped: report.numPendingTests + report.numTodoTests,
  });
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
}

/** Counts from Playwright's JSON report; a test that passed when tried again counts as passed. */
export function readPlaywright(file: string, exitCode: number | string): Tally {
  const report = readReport<PlaywrightReport>(file);
  if (!report) return FAIL;
  return atLeastOneFailure(exitCode, {
    passed: report.stats.expected + report.stats.flaky,
    failed: report.stats.unexpected,
    skipped: report.stats.skipped,
  });
}

function atLeastOneFailure(exitCode: number | string, tally: Tally): Tally {
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

function readReport<T>(file: string): T | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8")) as T;
  } catch {
    return undefined;
  }
}
