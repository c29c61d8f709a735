import { describe, expect, it } from "vitest";
import { Answers, momentOf } from "./answers";

const at = (text: string) => momentOf(Date.parse(text));
const valid = { version: "v1", until: null };

describe("Answers", () => {
  it("gives back what was kept, with what it holds good for, in the same moment alone", () => {
    const answers = new Answers<string>(10);
    const moment = at("2026-07-13T09:00:20Z");
    answers.keep("q", moment, { version: "v1", until: 5 }, "free", 1);
    expect(answers.find("q", moment)).toMatchObject({ answer: "free", version: "v1", until: 5 });
    expect(answers.find("other", moment)).toBeUndefined();
    expect(answers.find("q", at("2026-07-13T09:01:00Z"))).toBeUndefined();
    expect(answers.find("q", moment)).toBeUndefined();
  });

  it("tells a whole minute from the moments around it, for then the notice ends", () => {
    const moments = ["09:00:59.999", "09:01:00.000", "09:01:00.001"].map((time) =>
      at(`2026-07-13T${time}Z`),
    );
    expect(new Set(moments).size).toBe(3);
    expect(at("2026-07-13T09:01:00.001Z")).toBe(at("2026-07-13T09:01:59.999Z"));
  });

  it("keeps what was asked for last, within its room", () => {
    const answers = new Answers<number>(10);
    const moment = at("2026-07-13T09:00:20Z");
    answers.keep("a", moment, valid, 1, 4);
    answers.keep("b", moment, valid, 2, 4);
    expect(answers.find("a", moment)?.answer).toBe(1);
    answers.keep("c", moment, valid, 3, 4);
    expect(answers.find("b", moment)).toBeUndefined();
    expect(answers.find("a", moment)?.answer).toBe(1);
    // Kept anew it takes its room once.
    answers.keep("a", moment, valid, 4, 4);
    expect(answers.find("c", moment)?.answer).toBe(3);
    expect(answers.find("a", moment)?.answer).toBe(4);
    answers.keep("huge", moment, valid, 5, 11);
    expect(answers.find("huge", moment)).toBeUndefined();
    expect(answers.find("c", moment)?.answer).toBe(3);
  });
});
