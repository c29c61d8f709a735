import { describe, expect, it } from "vitest";
import { z } from "zod";
import "./faults";

const wrong = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map(({ message }) => message);

describe("words for what a schema refuses", () => {
  it.each([
    [z.string(), undefined, "this is missing"],
    [z.string(), 1, "a text"],
    [z.number(), "1", "a number"],
    [z.int(), 1.5, "a whole number"],
    [z.object({}), [], "an object"],
    [z.string().min(1), "", "this is missing"],
    [z.string().min(3), "ab", "at least 3 characters"],
    [z.string().max(2), "abc", "at most 2 characters"],
    [z.number().min(1), -1, "at least 1"],
    [z.array(z.string()).max(1), ["a", "b"], "at most 1 entries"],
    [z.email(), "ada", "an e-mail address such as ada@mail.example"],
    [z.enum(["a", "b"]), "c", "one of: a, b"],
    [z.strictObject({}), { x: 1 }, "not known: x"],
  ])("%#", (schema, value, words) => {
    expect(wrong(schema, value)).toEqual([words]);
  });

  it("leaves a schema's own words", () => {
    expect(wrong(z.string().max(1, "one letter"), "ab")).toEqual(["one letter"]);
  });
});
