import { unstable_rethrow } from "next/navigation";

/** What the server answers; without a network a refusal like any other, so that the page stays as it is. */
export async function answered<T>(asked: Promise<T>): Promise<T | { ok: false; code: string }> {
  try {
    return await asked;
  } catch (error) {
    // Being led to another page is an answer, too.
    unstable_rethrow(error);
    return { ok: false, code: "no_answer" };
  }
}
