import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Website {
  origin: string;
  close(): Promise<void>;
}

/**
 * Somebody else's website, on another host name and port than the app, with the strictest security policy that a tag from
 * `app` can live with. Its pages write what they hear into window.heard.
 * @param pages the body of each page, by path
 */
export async function openWebsite(app: string, pages: Record<string, string>): Promise<Website> {
  const server = createServer((request, response) => {
    const body = pages[new URL(request.url ?? "/", "http://x").pathname];
    if (request.url === "/heard.js") {
      response.setHeader("content-type", "text/javascript");
      response.end(
        `window.heard = [];
         for (const what of ["booked", "opened", "closed"])
           document.addEventListener("daybook:" + what, (e) => heard.push({ what, ...e.detail }));`,
      );
      return;
    }
    response.statusCode = body === undefined ? 404 : 200;
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.setHeader(
      "content-security-policy",
      `default-src 'none'; script-src 'self' ${app}; frame-src ${app}`,
    );
    response.end(
      `<!doctype html><html lang="en"><title>A website</title><script src="/heard.js"></script>${body ?? ""}`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
