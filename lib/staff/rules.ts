import type { StaffDetails } from "./schema";

const HUES = 8;

/** What a new person begins as: a colour that is used least, and whatever everybody does. */
export function newPerson(hues: readonly number[], services: string[]): StaffDetails {
  return {
    slug: "",
    name: "",
    title: "",
    bio: "",
    email: null,
    photoUrl: null,
    hue: leastUsed(hues),
    timeZone: null,
    userId: null,
    limitPerDay: null,
    limitPerWeek: null,
    weight: 1,
    services,
  };
}

function leastUsed(hues: readonly number[]): number {
  const counts = Array.from({ length: HUES }, (_, hue) => hues.filter((one) => one === hue).length);
  return counts.indexOf(Math.min(...counts));
}
