import { problem } from "@/lib/http/problem";

/** An address below /api that nothing answers is told so as the API tells everything: in JSON. */
function nothingHere(): Response {
  return problem("not_found");
}

export {
  nothingHere as DELETE,
  nothingHere as GET,
  nothingHere as PATCH,
  nothingHere as POST,
  nothingHere as PUT,
};
