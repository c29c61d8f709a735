import ICAL from "ical.js";
import { withOurText } from "./notes.ts";
import type { OutEntry } from "./port.ts";
import { acceptAgain } from "./read-ics.ts";
import { entryResource } from "./write-ics.ts";

/** What of an entry is ours to say. */
const OURS = [
  "dtstamp",
  "last-modified",
  "dtstart",
  "dtend",
  "summary",
  "location",
  "url",
  "status",
  "transp",
];
/** A booking is once, and as long as its two ends say. */
const NOT_OURS = ["duration", "rrule", "rdate", "exrule", "exdate"];

/**
 * An entry of ours as it should be, in the resource as it is: alarms, categories, colours and whatever else its owner has
 * added stay, and so do the notes that they wrote around our text. What cannot be read is replaced.
 * @param text the resource, as the server gave it
 */
export function mergedResource(text: string, entry: OutEntry): string {
  const plain = entryResource(entry);
  try {
    const ours = new ICAL.Component(ICAL.parse(plain)).getFirstSubcomponent("vevent");
    const there = new ICAL.Component(ICAL.parse(text));
    const events = there.getAllSubcomponents("vevent");
    const event = events.find((one) => !one.hasProperty("recurrence-id"));
    if (!ours || !event) return plain;
    for (const one of events) if (one !== event) there.removeSubcomponent(one);
    for (const name of [...OURS, ...NOT_OURS]) event.removeAllProperties(name);
    for (const name of OURS) {
      const property = ours.getFirstProperty(name);
      if (property) event.addProperty(ICAL.Property.fromString(property.toICALString()));
    }
    acceptAgain(event);
    const known = Number(event.getFirstPropertyValue("sequence") ?? 0) || 0;
    event.updatePropertyWithValue("sequence", Math.max(known, entry.sequence));
    const before = event.getFirstPropertyValue("description");
    event.removeAllProperties("description");
    const description = withOurText(typeof before === "string" ? before : "", entry.details);
    if (description !== "") event.addPropertyWithValue("description", description);
    return `${there.toString()}\r\n`;
  } catch {
    return plain;
  }
}
