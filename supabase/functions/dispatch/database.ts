const ANSWER_MS = 10_000;

/**
 * Calls a database function as the service role, through the project's API.
 * @throws Error if the database does not answer or refuses
 */
export async function callDatabase(
  project: { url: string; serviceKey: string },
  name: string,
  body: unknown,
): Promise<unknown> {
  const answer = await fetch(`${project.url}/rest/v1/rpc/${name}`, {
    method: "POST",
    headers: {
      apikey: project.serviceKey,
      authorization: `Bearer ${project.serviceKey}`,
      "content-type": "application/json",
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${name}: status ${answer.status}`);
  return text === "" ? null : JSON.parse(text);
}

/** Has the dispatch function look at the outbox; the schedule does so anyhow within a minute. */
export async function nudgeDispatch(project: {
  url: string;
  functionSecret: string;
}): Promise<void> {
  try {
    const answer = await fetch(`${project.url}/functions/v1/dispatch`, {
      method: "POST",
      headers: { "x-function-secret": project.functionSecret },
      signal: AbortSignal.timeout(5_000),
    });
    await answer.body?.cancel();
  } catch {
    // The schedule calls it.
  }
}
