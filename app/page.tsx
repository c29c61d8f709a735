import { Landing } from "@/components/brand/landing";
import { EVERYWHERE, Speak } from "@/components/i18n/speak";
import { listBusinesses } from "@/lib/business/data";
import { requestVoice } from "@/lib/i18n/request";

export default async function HomePage() {
  const [businesses, { locale }] = await Promise.all([listBusinesses(), requestVoice()]);
  return (
    <Speak words={EVERYWHERE}>
      <Landing businesses={businesses} now={new Date()} locale={locale} />
    </Speak>
  );
}
