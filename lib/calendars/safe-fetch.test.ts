import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { addressOf, isPublicAddress, safeFetch } from "./safe-fetch.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(handle: RequestListener): Promise<string> {
  server = createServer(handle);
  await new Promise<void>((done) => server!.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const open = safeFetch({ allowPrivate: true, timeoutMs: 2000 });
const guarded = safeFetch({ allowPrivate: false });

describe("isPublicAddress", () => {
  it.each([
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "nonsense",
  ])("is not for %s", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
  it.each(["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])(
    "is for %s",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe("safeFetch", () => {
  it.each([
    "http://127.0.0.1/",
    "http://localhost:3000/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://0/",
  ])("refuses %s", async (url) => {
    await expect(guarded(url)).rejects.toMatchObject({ code: "private_address" });
  });

  it.each(["file:///etc/passwd", "ftp://example.com/a.ics", "javascript:1", "not an address"])(
    "refuses %s",
    async (url) => {
      await expect(guarded(url)).rejects.toMatchObject({ code: "bad_address" });
    },
  );

  it("checks each redirect anew, and takes no password to another host", async () => {
    const seen: (string | undefined)[] = [];
    const base = await serve((request, response) => {
      seen.push(request.headers.authorization);
      if (request.url === "/a") response.writeHead(302, { location: "/b" }).end();
      else if (request.url === "/out")
        response
          .writeHead(302, {
            location: `http://localhost:${(server!.address() as AddressInfo).port}/b`,
          })
          .end();
      else if (request.url === "/loop") response.writeHead(302, { location: "/loop" }).end();
      else if (request.url === "/evil")
        response.writeHead(302, { location: "file:///etc/passwd" }).end();
      else response.end("there");
    });
    const headers = { authorization: "Basic x" };
    expect(await (await open(`${base}/a`, { headers })).text()).toBe("there");
    expect(seen).toEqual(["Basic x", "Basic x"]);
    await open(`${base}/out`, { headers });
    expect(seen.slice(2)).toEqual(["Basic x", undefined]);
    await expect(open(`${base}/loop`)).rejects.toMatchObject({ code: "too_many_redirects" });
    await expect(open(`${base}/evil`)).rejects.toMatchObject({ code: "bad_address" });
  });

  it("stops at the limit, also when a small answer unpacks to a large one", async () => {
    const base = await serve((request, response) => {
      if (request.url === "/packed")
        response
          .writeHead(200, { "content-encoding": "gzip" })
          .end(gzipSync(Buffer.alloc(20 << 20)));
      else if (request.url === "/endless") {
        const pour = () => {
          while (response.write(Buffer.alloc(65_536))) {
            // until it asks to wait
          }
          response.once("drain", pour);
        };
        pour();
      } else response.end("small");
    });
    await expect(open(`${base}/packed`)).rejects.toMatchObject({ code: "too_large" });
    await expect(open(`${base}/endless`)).rejects.toMatchObject({ code: "too_large" });
    expect(await (await open(`${base}/`)).text()).toBe("small");
  });

  it("does not wait for ever", async () => {
    const base = await serve((_request, response) => void response.write("BEGIN"));
    await expect(safeFetch({ allowPrivate: true, timeoutMs: 200 })(base)).rejects.toMatchObject({
      code: "timeout",
    });
  });
});

describe("addressOf", () => {
  it("reads the links that calendars are given away with", () => {
    expect(addressOf(" webcal://cal.example/a.ics ").href).toBe("https://cal.example/a.ics");
  });
});
