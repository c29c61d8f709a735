/**
 * Makes of many calls few runs: a call that comes while a run is going waits for the next run, together with all others
 * that come meanwhile. Each call is thus answered by a run that began after it, and a flood of nudges costs two runs.
 */
export function coalesce<T>(run: () => Promise<T>): () => Promise<T> {
  let going: Promise<T> | undefined;
  let next: Promise<T> | undefined;

  function begin(): Promise<T> {
    const mine = run().finally(() => {
      if (going === mine) going = undefined;
    });
    going = mine;
    return mine;
  }

  return () => {
    if (next) return next;
    if (!going) return begin();
    next = going
      .catch(() => {})
      .then(() => {
        next = undefined;
        return begin();
      });
    return next;
  };
}
