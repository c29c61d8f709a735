import "server-only";
import { z } from "zod";
import type { Language } from "@/lib/i18n/languages";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId } from "@/lib/supabase/session";
import type { Question } from "./schema";

/** A text to translate: as it was written, and what the language says so far. */
export interface Translatable {
  /** Its name in the form and in what is saved, unique on the page. */
  name: string;
  original: string;
  translated: string;
}

/** A service with its texts. */
export interface TranslatableService {
  id: string;
  name: string;
  texts: { name: Translatable; description: Translatable | null };
  questions: { label: Translatable; options: Translatable[] }[];
}

export interface TranslatableBusiness {
  /** The language that its texts are written in. */
  locale: string;
  texts: {
    tagline: Translatable | null;
    about: Translatable | null;
    policyText: Translatable | null;
  };
  categories: Translatable[];
  services: TranslatableService[];
}

const questionTexts = z.object({ label: z.string(), options: z.array(z.string()) }).partial();
const serviceTexts = z
  .object({
    name: z.string(),
    description: z.string(),
    questions: z.record(z.string(), questionTexts),
  })
  .partial();
const businessTexts = z
  .object({
    tagline: z.string(),
    about: z.string(),
    policyText: z.string(),
    categories: z.record(z.string(), z.string()),
  })
  .partial();

/** Everything of a business that can be put into a language, in the order of its page. */
export async function translatables(
  db: SessionClient,
  businessId: BusinessId,
  language: Language,
): Promise<TranslatableBusiness> {
  const [business, services] = await Promise.all([
    db
      .from("businesses")
      .select("locale, tagline, about, policy_text, translations")
      .eq("id", businessId)
      .single(),
    db
      .from("services")
      .select("id, name, category, description, questions, translations")
      .eq("business_id", businessId)
      .is("archived_at", null)
      .order("position")
      .order("name"),
  ]);
  if (business.error) throw new Error(`translations: ${business.error.message}`);
  if (services.error) throw new Error(`translations: ${services.error.message}`);
  const { locale, tagline, about, policy_text: policyText, translations } = business.data;
  const own = read(businessTexts, translations, language);
  const some = (name: string, original: string, translated = ""): Translatable | null =>
    original === "" ? null : { name, original, translated };
  const categories = [...new Set(services.data.map(({ category }) => category))].filter(Boolean);
  return {
    locale,
    texts: {
      tagline: some("tagline", tagline, own.tagline),
      about: some("about", about, own.about),
      policyText: some("policyText", policyText, own.policyText),
    },
    categories: categories.map((category) => ({
      name: `category:${category}`,
      original: category,
      translated: own.categories?.[category] ?? "",
    })),
    services: services.data.map(({ id, name, description, questions, translations }) => {
      const texts = read(serviceTexts, translations, language);
      return {
        id,
        name,
        texts: {
          name: { name: `${id}:name`, original: name, translated: texts.name ?? "" },
          description: some(`${id}:description`, description, texts.description),
        },
        questions: (questions as unknown as Question[]).map((question) => {
          const asked = texts.questions?.[question.id];
          const field = `${id}:question:${question.id}`;
          return {
            label: { name: field, original: question.label, translated: asked?.label ?? "" },
            options: (question.options ?? []).map((original, i) => ({
              name: `${field}:${i}`,
              original,
              translated: asked?.options?.[i] ?? "",
            })),
          };
        }),
      };
    }),
  };
}

/** What a language says of a row; what is no text of ours counts as nothing. */
function read<S extends z.ZodType>(schema: S, translations: unknown, language: Language) {
  const row = z.record(z.string(), z.unknown()).safeParse(translations).data?.[language];
  return (schema.safeParse(row ?? {}).data ?? {}) as Partial<z.output<S>>;
}

export type TranslationsSaved = { ok: true } | { ok: false; code: "forbidden" | "invalid" };

/**
 * Saves what was typed for a language; a text that is left empty is shown as it was written.
 * @param typed by the names of the texts
 */
export async function saveTranslations(
  db: SessionClient,
  businessId: BusinessId,
  language: Language,
  typed: (name: string) => string,
): Promise<TranslationsSaved> {
  const { texts, categories, services } = await translatables(db, businessId, language);
  const value = (one: Translatable | null) => (one ? typed(one.name).trim() : "");
  const document = {
    business: filled({
      tagline: value(texts.tagline),
      about: value(texts.about),
      policyText: value(texts.policyText),
      categories: filled(Object.fromEntries(categories.map((one) => [one.original, value(one)]))),
    }),
    services: Object.fromEntries(
      services.map((service) => [
        service.id,
        filled({
          name: value(service.texts.name),
          description: value(service.texts.description),
          questions: filled(
            Object.fromEntries(
              service.questions.map(({ label, options }) => {
                const labels = options.map(value);
                return [
                  label.name.split(":").at(-1)!,
                  filled({ label: value(label), options: labels.some(Boolean) ? labels : "" }),
                ];
              }),
            ),
          ),
        }),
      ]),
    ),
  };
  const { data, error } = await db.rpc("save_translations", {
    p_business: businessId,
    p_language: language,
    p_texts: document,
  });
  if (error) throw new Error(`translations: ${error.message}`);
  return data as unknown as TranslationsSaved;
}

/** Without what is empty. */
function filled<T>(values: Record<string, T>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) =>
        value !== "" && !(typeof value === "object" && Object.keys(value!).length === 0),
    ),
  );
}
