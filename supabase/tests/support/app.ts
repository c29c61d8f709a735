import { request as httpRequest } from "node:http";

/** The address of the app under test; the `integration` tests need the built app in front of the stack. */
export function appUrl(): string {
  const url = process.env.APP_URL;
  if (!url) throw new Error("APP_URL is missing: npm test -- --only integration starts the app");
  return url.replace("//localhost:", "//127.0.0.1:");
}

export interface Told {
  status: number;
  headers: Headers;
  text: string;
  /** The answer as JSON; null when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes, each checked where it is read
  json: any;
}

/** Asks the app, and reads the answer whatever it is. A body that is not a string travels as JSON. */
export async function ask(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Told> {
  const answer = await fetch(`${appUrl()}${path}`, {
    method,
    redirect: "manual",
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined
      ? {}
      : {
          body: typeof body === "string" || body instanceof FormData ? body : JSON.stringify(body),
        }),
  });
  const text = await answer.text();
  let json: unknown = null;
  try {
    json = JSON.parse(text);
  } catch {
    // A page, or nothing.
  }
  return { status: answer.status, headers: answer.headers, text, json };
}

/** Sends a request line that no decent client would, and reads the status. */
export function rawStatus(method: string, path: string): Promise<number> {
  const url = new URL(appUrl());
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: url.hostname, port: url.port, method, path },
      (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode ?? 0));
      },
    );
    request.on("error", reject);
    request.end();
  });
}
