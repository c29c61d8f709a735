import { describe, expect, it } from "vitest";
import { type FirstServiceRow, firstServicesInput, withSlugs } from "./start-schema";

const row: FirstServiceRow = {
  id: null,
  slug: "",
  wanted: true,
  name: "Cut",
  durationMin: 60,
  bufferAfterMin: 0,
  capacity: 1,
  priceMinor: null,
};
const businessId = "b0000000-0000-4000-8000-000000000001";

describe("the first services", () => {
  it("get an address each, and keep the one they have", () => {
    const made = withSlugs([
      { ...row, slug: "cut" },
      row,
      { ...row, name: "Cut!" },
      { ...row, name: "قص" },
    ]);
    expect(made.map(({ slug }) => slug)).toEqual(["cut", "cut-2", "cut-3", "service"]);
  });

  it("are whole where they are wanted; the others may be anything", () => {
    const bad = { ...row, name: " ", durationMin: Number.NaN, priceMinor: -1 };
    expect(
      firstServicesInput.safeParse({
        businessId,
        rows: [{ ...bad, durationMin: null, wanted: false }],
      }).success,
    ).toBe(true);
    const refused = firstServicesInput.safeParse({
      businessId,
      rows: [row, { ...bad, durationMin: 0 }],
    });
    expect(refused.error?.issues.map(({ path }) => path.join("."))).toEqual([
      "rows.1.name",
      "rows.1.durationMin",
      "rows.1.priceMinor",
    ]);
  });
});
