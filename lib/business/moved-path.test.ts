import { describe, expect, it } from "vitest";
import { movedPath } from "./moved-path.ts";

const cut = { business: "old-name", service: "trim" };

describe("an address of before", () => {
  it("leads to the same page, with all that it says", () => {
    const now = { business: "new-name", service: null };
    expect(movedPath("/old-name", { business: "old-name" }, now)).toBe("/new-name");
    expect(movedPath("/old-name/cut?date=2026-12-01&lang=ar", { business: "old-name" }, now)).toBe(
      "/new-name/cut?date=2026-12-01&lang=ar",
    );
    expect(movedPath("/embed/old-name?theme=dark", { business: "old-name" }, now)).toBe(
      "/embed/new-name?theme=dark",
    );
  });

  it("leads to a service's new name", () => {
    const now = { business: "old-name", service: "cut" };
    expect(movedPath("/old-name/trim/waitlist?party=2", cut, now)).toBe(
      "/old-name/cut/waitlist?party=2",
    );
    expect(movedPath("/embed/old-name/trim", cut, now)).toBe("/embed/old-name/cut");
  });

  it("leads nowhere when it is the present one, so that nobody goes in circles", () => {
    expect(movedPath("/old-name/trim", cut, { business: "old-name", service: null })).toBeNull();
    expect(movedPath("/old-name", { business: "old-name" }, { ...cut })).toBeNull();
    expect(movedPath("/manage/token", cut, { business: "other", service: null })).toBeNull();
  });
});
