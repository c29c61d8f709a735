import type { LayerData } from "../availability/schema.ts";

/**
 * A business's own texts in other languages, as the database keeps them: by language, then by text. What is missing, or
 * is no text, is shown as it was written.
 */
export type Translations = Record<string, unknown>;

/** A question of a booking form. */
export interface Question {
  id: string;
  label: string;
  kind: "text" | "long_text" | "choice" | "checkbox" | "phone" | "consent";
  required: boolean;
  options?: string[];
  /** What the options are called in the reader's language; the answer stays the option itself. */
  optionLabels?: string[];
}

/** A business as the front page lists it. */
export interface ListedBusiness {
  slug: string;
  name: string;
  tagline: string;
  city: string;
  kind: string;
  timeZone: string;
  brandColor: string;
  translations?: Translations;
}

export interface PublicService {
  id: string;
  slug: string;
  name: string;
  category: string;
  description: string;
  durationMin: number;
  capacity: number;
  staffRequired: number;
  /** For one seat, in the smallest unit of the business's currency; null = on request. */
  priceMinor: number | null;
  confirmation: "instant" | "email" | "approval";
  questions: Question[];
  minNoticeMin: number;
  maxAdvanceDays: number | null;
  cancelCutoffMin: number;
  photoUrl: string | null;
  translations?: Translations;
  staff: { slug: string; durationMin: number | null; priceMinor: number | null }[];
}

export interface PublicStaff {
  slug: string;
  name: string;
  title: string;
  bio: string;
  photoUrl: string | null;
  /** 0–7, which of the staff colours. */
  hue: number;
  timeZone: string | null;
}

/** What a visitor sees of a business. */
export interface PublicBusiness {
  id: string;
  slug: string;
  name: string;
  kind: string;
  tagline: string;
  about: string;
  address: string;
  city: string;
  country: string;
  phone: string | null;
  email: string | null;
  website: string | null;
  timeZone: string;
  currency: string;
  locale: string;
  weekStartsOn: number;
  brandColor: string;
  photoUrl: string | null;
  /** Its sign, shown beside its name. */
  logoUrl: string | null;
  policyText: string;
  translations?: Translations;
  cancelCutoffMin: number;
  /** Its own hours around today, for "Open until 18:00". */
  layer: LayerData;
}

export interface PublicPage {
  business: PublicBusiness;
  services: PublicService[];
  staff: PublicStaff[];
}
