import { createServer, request, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { guardRequests } from "./incoming";

const unguarded = Server.prototype.emit;
const server = createServer((asked, response) =>
  response.end(String(asked.headers["x-forwarded-for"])),
);

beforeAll(async () => {
  guardRequests(false);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
});

afterAll(() => {
  Server.prototype.emit = unguarded;
  server.close();
});

function ask(method: string, path: string): Promise<{ status: number | undefined; text: string }> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    request(
      { host: "127.0.0.1", port, method, path, headers: { "x-forwarded-for": "1.2.3.4" } },
      (answer) => {
        let text = "";
        answer.on("data", (chunk) => {
          text += chunk;
        });
        answer.on("end", () => resolve({ status: answer.statusCode, text }));
      },
    )
      .on("error", reject)
      .end();
  });
}

describe("guardRequests", () => {
  it("lets requests through without the address that their sender claims", async () => {
    expect(await ask("GET", "/x?y=%")).toEqual({ status: 200, text: "undefined" });
  });

  it("refuses what would end as a fault of ours", async () => {
    expect(await ask("GET", "/%E0%A4%A")).toMatchObject({ status: 400 });
    expect(await ask("TRACE", "/")).toMatchObject({ status: 405 });
  });
});
