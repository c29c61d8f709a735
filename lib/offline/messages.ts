/** Where the worker keeps pages that can be read without a network. */
export const PAGES = "pages";

/** What a page says to the service worker. */
export type PageMessage =
  /** Keep these addresses of the page that has just been read, for reading it again without a network. */
  | { type: "keep"; page: string; files: string[]; language: string }
  /** From when is the page at this address? Answered through the port, with an Age. */
  | { type: "age"; page: string }
  /** Whoever was signed in here no longer is: forget what was theirs. */
  | { type: "forget" }
  /** Take over from the version before. */
  | { type: "take-over" };

export interface Age {
  /** When the server told it, ISO; null when it has just come over the network. */
  keptAt: string | null;
}
