import { describe, expect, it } from "vitest";
import { ourText, withOurText } from "./notes";

const details = (n: number) =>
  `Clara Nowak\n+49 30 1\n\nIn Daybook: https://daybook.example/b/${n}`;
const ours = (n: number) => `— Daybook —\n${details(n)}`;
const oursHtml = (n: number) => ours(n).replaceAll("\n", "<br>");

describe("withOurText", () => {
  it("writes our part where there is nothing, and takes it out again", () => {
    expect(withOurText("", details(1))).toBe(ours(1));
    expect(withOurText(ours(1), "")).toBe("");
    expect(withOurText("", "")).toBe("");
  });

  it("keeps what somebody wrote above and below, however often it changes", () => {
    let text = `Bring the key!\n\n${ours(1)}\n\nallergic to lilies\nasks for tea`;
    for (const n of [2, 3, 3, 4]) {
      text = withOurText(text, details(n));
      expect(text).toBe(`Bring the key!\n\n${ours(n)}\n\nallergic to lilies\nasks for tea`);
    }
    expect(withOurText(text, "")).toBe("Bring the key!\n\nallergic to lilies\nasks for tea");
  });

  it("puts our part above what stands there alone", () => {
    expect(withOurText("Only mine", details(1))).toBe(`${ours(1)}\n\nOnly mine`);
    expect(withOurText("<p>Only mine</p>", details(1))).toBe(
      `${oursHtml(1)}<br><br><p>Only mine</p>`,
    );
  });

  it("is not misled by what a customer wrote", () => {
    const tricky = `Clara\nIn Daybook: https://elsewhere.example\nDaybook\n\n${details(1)}`;
    let text = `mine\n\n${ourText(tricky)}\n\nmine too`;
    for (let n = 0; n < 3; n += 1) text = withOurText(text, tricky);
    expect(text).toBe(`mine\n\n${ourText(tricky)}\n\nmine too`);
    expect(withOurText(text, details(2))).toBe(`mine\n\n${ours(2)}\n\nmine too`);
  });

  it("reads the lines that a calendar in the browser makes of them", () => {
    const link = '<a href="https://daybook.example/b/1">https://daybook.example/b/1</a>';
    const there = `<b>Key</b> first<br><br>— Daybook —<br>Clara Nowak<br>+49 30 1<br><br>In Daybook: ${link}<br>lilies &amp; roses`;
    expect(withOurText(there, details(2))).toBe(
      `<b>Key</b> first<br><br>${oursHtml(2)}<br>lilies &amp; roses`,
    );
  });

  it("keeps a document whole, with its links and its looks", () => {
    const there = [
      '<html><head><style><!-- p {margin:0} --></style></head><body><div class="x">',
      "<p>&#8212; Daybook\r\n&#8212;</p><p>Clara Nowak<br>+49 30 1</p>",
      '<p>In Daybook: <a\r\nhref="https://daybook.example/b/1">here</a></p>',
      '<p><b>Bring</b> <a href="https://teams.example/join">the key</a></p></div></body></html>',
    ].join("");
    let text = there;
    for (const n of [2, 3, 4]) text = withOurText(text, details(n));
    expect(text.match(/— Daybook —/g)).toHaveLength(1);
    expect(text).toContain("In Daybook: https://daybook.example/b/4");
    expect(text).not.toContain("b/3");
    expect(text).toContain(
      '<p><b>Bring</b> <a href="https://teams.example/join">the key</a></p></div></body></html>',
    );
    for (const name of ["p", "div", "body", "html"]) {
      const count = (pattern: string) => text.match(new RegExp(pattern, "g"))?.length ?? 0;
      expect(count(`<${name}[ >]`)).toBe(count(`</${name}>`));
    }
    expect(withOurText(text, "")).not.toContain("Clara");
  });

  it("leaves alone what says already what it should", () => {
    const there = `<p><b>— Daybook —</b></p><p>Clara Nowak<br>+49 30 1</p><p>In Daybook: <a href="https://daybook.example/b/1">https://daybook.example/b/1</a></p>`;
    expect(withOurText(there, details(1))).toBe(there);
    expect(withOurText(there, details(2))).not.toBe(there);
  });

  it("writes what customers typed as text, not as tags", () => {
    expect(withOurText("<p>mine</p>", "A <b> & C\nIn Daybook: x")).toContain(
      "A &lt;b&gt; &amp; C<br>In Daybook: x",
    );
  });

  it("loses the least where somebody has changed our part itself", () => {
    expect(withOurText(`Clara\n\nIn Daybook: x\n\nmine`, details(2))).toBe(`${ours(2)}\n\nmine`);
    expect(withOurText(`above\n\n— Daybook —\nClara\n\nbelow`, details(2))).toBe(
      `above\n\n${ours(2)}\n\nbelow`,
    );
  });
});
