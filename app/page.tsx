import { Landing } from "@/components/brand/landing";
import { EVERYWHERE, Speak } from "@/components/i18n/speak";
import { listBusinesses } from "@/lib/business/data";
import { businessIn } from "@/lib/business/translations";
import { requestVoice } from "@/lib/i18n/request";

export default async function HomePage() {
  const [listed, { language, locale }] = await Promise.all([listBusinesses(), requestVoice()]);
  const businesses = listed.map((one) => businessIn(one, language));
  return (
    <Speak words={EVERYWHERE}>
      <Landing businesses={businesses} now={new Date()} locale={locale} />
    </Speak>
  );
}
