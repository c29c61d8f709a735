/**
 * Reads one of the dashboard's own addresses.
 * @throws Error with the refusal's code as its message
 */
export async function fetchJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const answer = await fetch(path, { signal, headers: { accept: "application/json" } });
  const body: unknown = await answer.json().catch(() => null);
  if (answer.ok) return body as T;
  const code = (body as { error?: { code?: string } } | null)?.error?.code;
  throw new Error(code ?? "internal");
}
