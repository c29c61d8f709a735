import { describe, expect, it } from "vitest";
import { framePath, frameTheme, lasting, queryOf } from "./address.ts";
import { snippet } from "./snippet.ts";

describe("the tag for a website", () => {
  const usual = {
    business: "lotus-hair",
    mode: "inline",
    label: "",
    color: "#7c5c3e",
    theme: "light",
  } as const;

  it("says no more than it must", () => {
    expect(snippet("https://book.example", usual)).toBe(
      '<script src="https://book.example/embed.js" data-business="lotus-hair" data-mode="inline" async></script>',
    );
  });

  it("lets no label end the attribute or the tag", () => {
    const tag = snippet("https://book.example", {
      ...usual,
      mode: "button",
      label: '"><script>alert(1)</script>',
    });
    expect(tag.match(/<script/g)).toHaveLength(1);
    expect(tag).toContain('data-label="&quot;>&lt;script>alert(1)&lt;/script>"');
    expect(tag).toContain('data-color="#7c5c3e"');
  });
});

describe("the address of a frame", () => {
  it("carries what a cookie would", () => {
    const path = framePath(
      { business: "lotus-hair", service: "cut", staff: "mai", date: "2026-12-01", language: "ar" },
      "Asia/Kathmandu",
    );
    expect(path).toBe(
      "/embed/lotus-hair/cut?staff=mai&date=2026-12-01&lang=ar&theme=light&tz=Asia%2FKathmandu",
    );
  });

  it("stays inside /embed whatever it is given", () => {
    expect(framePath({ business: "../dashboard", service: "a/b?c" })).toBe(
      "/embed/..%2Fdashboard/a%2Fb%3Fc?theme=light",
    );
  });

  it("keeps from page to page what lasts, and nothing else", () => {
    const query = queryOf({
      tz: "Europe/Berlin",
      own: "1",
      at: "x",
      lang: ["de", "fr"],
      theme: "dark",
    });
    expect(lasting(query)).toBe("?theme=dark&tz=Europe%2FBerlin&own=1");
    expect(lasting(queryOf({ at: "x" }))).toBe("");
  });

  it("names a theme, or leaves it to the device", () => {
    expect(frameTheme("/embed/b/s?theme=dark&tz=x")).toBe("dark");
    expect(frameTheme("/embed/b/s?theme=auto")).toBeUndefined();
    expect(frameTheme("/lotus-hair?theme=dark")).toBeNull();
  });
});
