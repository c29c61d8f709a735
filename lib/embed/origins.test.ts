import { describe, expect, it } from "vitest";
import { frameAncestors, readSites } from "./origins.ts";

const origins = (text: string) => {
  const read = readSites(text);
  return read.ok ? read.origins : read.problem;
};

describe("the sites that may show a booking page", () => {
  it("are read from what people paste, each once", () => {
    expect(
      origins(
        "www.example.com\nhttps://www.Example.com/book?x=1\n\n *.example.org , example.net:8443",
      ),
    ).toEqual(["https://www.example.com", "https://*.example.org", "https://example.net:8443"]);
  });

  it("may be this machine, without a certificate", () => {
    expect(origins("http://localhost:5500/index.html\nhttp://127.0.0.1:8080")).toEqual([
      "http://localhost:5500",
      "http://127.0.0.1:8080",
    ]);
  });

  it("have their international names as the browser compares them", () => {
    expect(origins("https://friseur-müller.de")).toEqual(["https://xn--friseur-mller-4ob.de"]);
  });

  it.each([
    "http://example.com",
    "https:",
    "*",
    "https://*",
    "https://a.*.example.com",
    "'unsafe-inline'",
    "data:text/html,x",
    "example.com; script-src *",
    "https://user:secret@",
    "localhost; x",
  ])("are not %s", (text) => {
    expect(readSites(text).ok).toBe(false);
  });

  it("are at most twenty", () => {
    const many = Array.from({ length: 21 }, (_, n) => `https://s${n}.example.com`).join("\n");
    expect(readSites(many).ok).toBe(false);
  });

  it("make a rule; without any it is every site over https, and never nobody's own page", () => {
    expect(frameAncestors(["https://www.example.com"])).toBe("'self' https://www.example.com");
    expect(frameAncestors([])).toBe("'self' https: http://localhost:* http://127.0.0.1:*");
  });
});
