/**
 * Does something that must not take longer than so many milliseconds. Unlike AbortSignal.timeout, the clock ends with the
 * work: that one keeps request and answer in memory until it would have rung, which is thousands of letters at a time.
 * @throws DOMException TimeoutError through the signal, and whatever the work throws
 */
export async function within<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(new DOMException("no answer in time", "TimeoutError")),
    ms,
  );
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
  }
}
