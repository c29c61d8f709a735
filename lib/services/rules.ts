import { currencyDigits } from "../format/index.ts";
import type { ServiceDetails } from "./schema";

/** What a new service begins as: an hour, everybody performs it, confirmed at once. */
export function newService(staff: string[]): ServiceDetails {
  return {
    slug: "",
    name: "",
    category: "",
    description: "",
    durationMin: 60,
    priceMinor: null,
    photoUrl: null,
    confirmation: "instant",
    cancelCutoffMin: null,
    moveCutoffMin: null,
    questions: [],
    staff: staff.map((id) => ({ id, durationMin: null, priceMinor: null })),
  };
}

/**
 * An amount as people type it, with a point or a comma: "45", "45.5", "45,50".
 * @returns in the currency's smallest unit; null when nothing is typed; NaN when it is no amount
 */
export function readAmount(text: string, currency: string): number | null {
  const typed = text.trim().replace(/\s/g, "");
  if (typed === "") return null;
  const match = /^(\d{1,8})(?:[.,](\d{0,3}))?$/.exec(typed);
  const digits = currencyDigits(currency);
  if (!match || (match[2] ?? "").length > digits) return Number.NaN;
  return Number(match[1]) * 10 ** digits + Number((match[2] ?? "").padEnd(digits, "0") || "0");
}

/** An amount as it stands in a box: 4550 EUR → "45.50", 4500 → "45". */
export function writeAmount(minor: number | null, currency: string): string {
  if (minor === null || Number.isNaN(minor)) return "";
  const digits = currencyDigits(currency);
  const whole = Math.floor(minor / 10 ** digits);
  const rest = minor % 10 ** digits;
  return rest === 0 ? String(whole) : `${whole}.${String(rest).padStart(digits, "0")}`;
}
