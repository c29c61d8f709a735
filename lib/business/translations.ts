import type { Language } from "../i18n/languages.ts";
import type { Question, Translations } from "./schema.ts";

type Asked = Pick<Question, "id" | "label" | "options" | "optionLabels">;

/** What a language says of a thing. */
function said(translations: Translations | undefined, language: Language): Record<string, unknown> {
  return asRecord(translations?.[language]);
}

function asRecord(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** A translated text, or the one that was written; an empty one stays empty. */
function text(original: string, translated: unknown): string {
  return original !== "" && typeof translated === "string" && translated.trim() !== ""
    ? translated
    : original;
}

/** A service, or what is told of it, in a language. */
export function serviceIn<
  S extends {
    name: string;
    description?: string;
    questions?: Asked[];
    translations?: Translations | undefined;
  },
>(service: S, language: Language): S {
  const own = said(service.translations, language);
  const questions = asRecord(own.questions);
  return {
    ...service,
    name: text(service.name, own.name),
    ...(service.description === undefined
      ? {}
      : { description: text(service.description, own.description) }),
    ...(service.questions === undefined
      ? {}
      : { questions: service.questions.map((one) => questionIn(one, questions[one.id])) }),
  };
}

/** A question in a language. Its answers stay what they are; only their labels change. */
function questionIn(question: Asked, translated: unknown): Asked {
  const own = asRecord(translated);
  const labels: unknown[] = Array.isArray(own.options) ? own.options : [];
  return {
    ...question,
    label: text(question.label, own.label),
    ...(question.options && labels.length > 0
      ? { optionLabels: question.options.map((option, i) => text(option, labels[i])) }
      : {}),
  };
}

/** What a customer chose, by the label that they saw. */
export function answerLabel({ options, optionLabels }: Asked, answer: string): string {
  const at = options?.indexOf(answer) ?? -1;
  return optionLabels?.[at] ?? answer;
}

/** A business's texts, as many of them as are told, in a language. */
export function businessIn<
  B extends {
    name: string;
    tagline?: string;
    about?: string;
    policyText?: string;
    translations?: Translations | undefined;
  },
>(business: B, language: Language): B {
  const own = said(business.translations, language);
  const texts = (["tagline", "about", "policyText"] as const).flatMap((name) => {
    const original = business[name];
    return original === undefined ? [] : [[name, text(original, own[name])]];
  });
  return { ...business, ...Object.fromEntries(texts) };
}

/** A booking, or a place on the waiting list, with its service and its business in a language. */
export function bookingIn<
  B extends {
    service: Parameters<typeof serviceIn>[0];
    business: Parameters<typeof businessIn>[0];
  },
>(booking: B, language: Language): B {
  return {
    ...booking,
    service: serviceIn(booking.service, language),
    business: businessIn(booking.business, language),
  };
}

/** A public page in a language. */
export function pageIn<
  P extends {
    business: Parameters<typeof businessIn>[0];
    services: (Parameters<typeof serviceIn>[0] & { category: string })[];
  },
>(page: P, language: Language): P {
  const categories = asRecord(said(page.business.translations, language).categories);
  return {
    ...page,
    business: businessIn(page.business, language),
    services: page.services.map((service) => ({
      ...serviceIn(service, language),
      category: text(service.category, categories[service.category]),
    })),
  };
}
