import { config } from "zod";

/** The part of zod's raw issues that the words below look at. */
interface Fault {
  code?: string | undefined;
  input?: unknown;
  expected?: unknown;
  origin?: unknown;
  minimum?: unknown;
  maximum?: unknown;
  format?: unknown;
  values?: unknown;
  keys?: unknown;
}

const kinds: Record<string, string> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

const formats: Record<string, string> = {
  email: "an e-mail address such as ada@mail.example",
  uuid: "an identifier such as 0d4f5b6e-8f1c-4d59-9a37-2f6f1c1f0a11",
  guid: "an identifier such as 0d4f5b6e-8f1c-4d59-9a37-2f6f1c1f0a11",
  datetime: "an instant such as 2026-07-18T09:00:00Z",
  date: "a date such as 2026-07-18",
  url: "an address such as https://salon.example",
};

const units: Record<string, string> = { string: " characters", array: " entries" };

/**
 * What is wrong with a value, as the shape that is wanted; for what a schema has no words of its own for.
 * @returns undefined where zod's own sentence stands
 */
export function faultWords(fault: Fault): string | undefined {
  const unit = units[String(fault.origin)] ?? "";
  switch (fault.code) {
    case "invalid_type":
      if (fault.input === undefined) return "this is missing";
      return kinds[String(fault.expected)];
    case "too_small":
      if (fault.origin === "string" && fault.minimum === 1) return "this is missing";
      return `at least ${fault.minimum}${unit}`;
    case "too_big":
      return `at most ${fault.maximum}${unit}`;
    case "invalid_format":
      return formats[String(fault.format)];
    case "invalid_value":
      return Array.isArray(fault.values) ? `one of: ${fault.values.join(", ")}` : undefined;
    case "unrecognized_keys":
      return Array.isArray(fault.keys) ? `not known: ${fault.keys.join(", ")}` : undefined;
    default:
      return undefined;
  }
}

config({ customError: faultWords });
