import { describe, expect, it } from "vitest";
import { Batch } from "./batch";

/** A database that answers when it is told to. */
function database() {
  const asked: number[][] = [];
  const answer: (() => void)[] = [];
  const batch = new Batch<number, string>(
    (questions) =>
      new Promise((resolve, reject) => {
        asked.push(questions);
        answer.push(() =>
          questions.includes(0) ? reject(new Error("away")) : resolve(questions.map(String)),
        );
      }),
  );
  const settle = () => new Promise((done) => setTimeout(done, 0));
  return { asked, answer, batch, settle };
}

describe("Batch", () => {
  it("asks at once while there is room, and together what comes meanwhile", async () => {
    const { asked, answer, batch, settle } = database();
    const answers = [1, 2, 3, 4, 5].map((question) => batch.add(question));
    expect(asked).toEqual([[1], [2]]);
    answer[1]!();
    await settle();
    expect(asked).toEqual([[1], [2], [3, 4, 5]]);
    answer[0]!();
    answer[2]!();
    expect(await Promise.all(answers)).toEqual(["1", "2", "3", "4", "5"]);
    const later = batch.add(6);
    expect(asked.at(-1)).toEqual([6]);
    answer.at(-1)!();
    expect(await later).toBe("6");
  });

  it("asks in several statements when too many wait", async () => {
    const { asked, answer, batch, settle } = database();
    const answers = Array.from({ length: 122 }, (_, i) => batch.add(i + 1));
    for (let i = 0; i < answer.length; i++) {
      answer[i]!();
      await settle();
    }
    expect((await Promise.all(answers)).at(-1)).toBe("122");
    expect(asked.map(({ length }) => length).sort((a, b) => a - b)).toEqual([1, 1, 20, 50, 50]);
  });

  it("fails those whose statement failed, and goes on", async () => {
    const { answer, batch, settle } = database();
    const lost = batch.add(0);
    const other = batch.add(1);
    const next = batch.add(2);
    const refused = expect(lost).rejects.toThrow("away");
    answer[0]!();
    await refused;
    await settle();
    answer[1]!();
    answer[2]!();
    expect(await Promise.all([other, next])).toEqual(["1", "2"]);
  });
});
