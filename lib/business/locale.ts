/**
 * The locale in which a visitor reads a business's page: its language, with the date and clock
 * habits of the visitor's own region where their browser names one, else those of the business's
 * country. "en" in Germany reads 14:30; a visitor with "en-US" reads 2:30 PM there.
 * @param acceptLanguage the request's header
 * @returns a tag that Intl knows, such as "en-DE"
 */
export function visitorLocale(
  acceptLanguage: string | null,
  business: { locale: string; country: string },
): string {
  const language = business.locale.split("-")[0]!.toLowerCase();
  const wishes = (acceptLanguage ?? "").slice(0, 200).split(",");
  for (const wish of wishes) {
    const tag = wish.split(";")[0]!.trim();
    const [, tongue = "", region = ""] = /^([a-z]{2,3})-([a-z]{2})$/i.exec(tag) ?? [];
    if (tongue.toLowerCase() === language) return `${language}-${region.toUpperCase()}`;
  }
  if (business.locale.includes("-")) return business.locale;
  return /^[A-Z]{2}$/.test(business.country) ? `${language}-${business.country}` : language;
}
