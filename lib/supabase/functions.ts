import "server-only";
import { createHash } from "node:crypto";
import { pool } from "./postgres";

/** A refusal that a user can cause; `code` is for lib/http/messages.ts to put into words. */
export interface Refusal {
  ok: false;
  code: string;
  [detail: string]: unknown;
}

/**
 * Calls a database function of the public schema with named arguments, as the service role.
 * It goes over the process's own connection rather than the HTTP API: one hop fewer on the paths that customers wait for.
 * @param name the function; never user input
 * @param args by parameter name; objects and arrays travel as JSON
 * @returns what the function returns, JSON parsed
 */
export async function callFunction<T>(
  name: string,
  args: Record<string, string | number | boolean | object | null> = {},
): Promise<T> {
  const names = Object.keys(args);
  const list = names.map((parameter, i) => `${parameter} => $${i + 1}`).join(", ");
  const values = names.map((parameter) => {
    const value = args[parameter];
    return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
  });
  const text = `select public.${name}(${list}) as result`;
  const { rows } = await pool().query<{ result: T }>({ name: statementName(text), text, values });
  return rows[0]!.result;
}

const statementNames = new Map<string, string>();

/**
 * A short name for each text, by which a connection prepares it once; PostgreSQL cuts names at 63 characters. It is made
 * of the text alone: the build may put this module into several bundles, and their pages share the pool's connections.
 */
function statementName(text: string): string {
  let known = statementNames.get(text);
  if (!known) {
    known = `daybook_${createHash("sha256").update(text).digest("base64url")}`;
    statementNames.set(text, known);
  }
  return known;
}
