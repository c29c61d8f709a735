import { z } from "zod";

/** Paths of the app itself, and a few that may become some: a business of that name could not be reached. */
const RESERVED = new Set([
  "about",
  "account",
  "admin",
  "api",
  "app",
  "auth",
  "blog",
  "book",
  "booking",
  "bookings",
  "business",
  "calendar",
  "confirm",
  "contact",
  "dashboard",
  "daybook",
  "docs",
  "embed",
  "favicon-ico",
  "forgot",
  "health",
  "help",
  "home",
  "icons",
  "imprint",
  "invite",
  "landing",
  "legal",
  "login",
  "logout",
  "manage",
  "manifest",
  "new",
  "offline",
  "pricing",
  "privacy",
  "reset",
  "robots-txt",
  "search",
  "settings",
  "sign-in",
  "sign-out",
  "sign-up",
  "signin",
  "signup",
  "sink",
  "sitemap",
  "start",
  "static",
  "status",
  "support",
  "sw",
  "terms",
  "waitlist",
  "www",
]);

const MAX_SLUG = 60;

/**
 * A part of an address made from a name: "Søren's Café" → "sorens-cafe".
 * @returns "" where no Latin letter or figure is left
 */
export function slugOf(name: string): string {
  const special: Record<string, string> = {
    ß: "ss",
    ø: "o",
    æ: "ae",
    œ: "oe",
    ł: "l",
    đ: "d",
    ð: "d",
    þ: "th",
    ı: "i",
  };
  return name
    .toLowerCase()
    .replace(/['’`]/g, "")
    .replace(/[ßøæœłđðþı]/g, (letter) => special[letter] ?? letter)
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_SLUG)
    .replace(/^-+|-+$/g, "");
}

/** Whether the app itself stands at this address. */
export function isReserved(slug: string): boolean {
  return RESERVED.has(slug);
}

export const KINDS = ["salon", "studio", "clinic", "tutor", "repair", "other"] as const;
export type Kind = (typeof KINDS)[number];

export function isKind(value: string): value is Kind {
  return (KINDS as readonly string[]).includes(value);
}

/** A service to begin with. */
export interface FirstService {
  slug: string;
  name: string;
  durationMin: number;
  bufferAfterMin: number;
  capacity: number;
}

function service(
  name: string,
  durationMin: number,
  bufferAfterMin = 0,
  capacity = 1,
): FirstService {
  return { slug: slugOf(name), name, durationMin, bufferAfterMin, capacity };
}

/** What businesses of a kind are mostly booked for; everything can be changed afterwards. */
export const firstServices: Record<Kind, FirstService[]> = {
  salon: [service("Cut and finish", 60, 15), service("Short cut", 30), service("Colour", 120, 15)],
  studio: [
    service("Class", 60, 15, 10),
    service("Private lesson", 60, 15),
    service("Trial lesson", 30),
  ],
  clinic: [
    service("First visit", 45, 15),
    service("Follow-up", 30, 5),
    service("Short consultation", 15, 5),
  ],
  tutor: [service("Lesson", 60, 10), service("Double lesson", 120, 10), service("First talk", 30)],
  repair: [
    service("Drop-off", 15),
    service("Inspection", 30, 10),
    service("Repair while you wait", 60, 15),
  ],
  other: [
    service("Appointment", 60, 15),
    service("Short appointment", 30),
    service("First talk", 20, 10),
  ],
};

const EURO = "AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK AD MC SM VA ME XK";
const OWN: Record<string, string> = {
  AE: "AED",
  AR: "ARS",
  AU: "AUD",
  BR: "BRL",
  CA: "CAD",
  CH: "CHF",
  CL: "CLP",
  CN: "CNY",
  CO: "COP",
  CZ: "CZK",
  DK: "DKK",
  EG: "EGP",
  GB: "GBP",
  HK: "HKD",
  HU: "HUF",
  ID: "IDR",
  IL: "ILS",
  IN: "INR",
  IS: "ISK",
  JP: "JPY",
  KE: "KES",
  KR: "KRW",
  LI: "CHF",
  MA: "MAD",
  MX: "MXN",
  MY: "MYR",
  NG: "NGN",
  NO: "NOK",
  NP: "NPR",
  NZ: "NZD",
  PE: "PEN",
  PH: "PHP",
  PK: "PKR",
  PL: "PLN",
  RO: "RON",
  RS: "RSD",
  SA: "SAR",
  SE: "SEK",
  SG: "SGD",
  TH: "THB",
  TR: "TRY",
  TW: "TWD",
  UA: "UAH",
  US: "USD",
  VN: "VND",
  ZA: "ZAR",
};

/** The currency that prices in a country are most likely written in; euros where we do not know better. */
export function currencyOf(country: string): string {
  if (EURO.split(" ").includes(country)) return "EUR";
  return OWN[country] ?? "EUR";
}

const slug = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, "Please give a short name for the address, in Latin letters")
  .max(MAX_SLUG, `At most ${MAX_SLUG} characters`)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Small letters, figures and single hyphens only")
  .refine(
    (value) => !isReserved(value),
    "Daybook itself needs this address. Please choose another",
  );

export { slug as slugField };
