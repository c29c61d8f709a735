/** How much may be booked at once; apart from the engine, so that a page can say it without carrying the engine. */

/** Services that one visit may hold. */
export const MAX_VISIT_PARTS = 4;

/** Occurrences that one series may have: a year of weeks. */
export const MAX_OCCURRENCES = 52;
