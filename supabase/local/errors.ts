/**
 * The HTTP status that PostgREST answers for a PostgreSQL error code, from its documentation
 * ("Errors: HTTP status codes"). `anonymous`: the caller has no session.
 */
export function postgrestStatus(code: string, anonymous: boolean): number {
  const exact: Record<string, number> = {
    "23503": 409,
    "23505": 409,
    "25006": 405,
    "42883": 404,
    "42P01": 404,
    "42P17": 500,
    P0001: 400,
    "53400": 500,
    "57014": 500,
  };
  if (code === "42501") return anonymous ? 401 : 403;
  if (exact[code]) return exact[code];
  const byClass: Record<string, number> = {
    "08": 503,
    "09": 500,
    "0L": 403,
    "0P": 403,
    "25": 500,
    "28": 403,
    "2D": 500,
    "38": 500,
    "39": 500,
    "3B": 500,
    "40": 500,
    "53": 503,
    "54": 500,
    "55": 500,
    "57": 500,
    "58": 500,
    F0: 500,
    HV: 500,
    P0: 500,
    XX: 500,
  };
  return byClass[code.slice(0, 2)] ?? 400;
}

interface DatabaseError {
  code: string;
  message: string;
  detail?: string | null;
  hint?: string | null;
}

/** The codes that the stand-in already answers as PostgREST does (or treats as a command of its own). */
function isAnsweredRight(code: string): boolean {
  return (
    code === "PGRST" ||
    code.startsWith("PT") ||
    ["42", "22", "21", "55"].includes(code.slice(0, 2)) ||
    ["23502", "23503", "23505", "25006"].includes(code)
  );
}

/**
 * The stand-in answers "SUP", status 500, to database errors it does not know (23P01, 23514, P0001,
 * 40001, 57014 …). Rethrown as a `PGRST` error, which is how a function tells PostgREST its answer
 * word for word, they come out as from a hosted project. Anything else is returned as it came.
 */
export function withParity(error: unknown, anonymous: boolean): unknown {
  if (!isDatabaseError(error) || isAnsweredRight(error.code)) return error;
  const body = {
    code: error.code,
    message: error.message,
    details: error.detail ?? null,
    hint: error.hint ?? null,
  };
  return Object.assign(new Error(JSON.stringify(body)), {
    code: "PGRST",
    detail: JSON.stringify({ status: postgrestStatus(error.code, anonymous), headers: {} }),
    cause: error,
  });
}

function isDatabaseError(error: unknown): error is DatabaseError {
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    /^[0-9A-Z]{5}$/.test(error.code)
  );
}
