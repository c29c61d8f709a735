import type { Metadata } from "next";
import { headers } from "next/headers";
import { Reopen } from "@/components/dashboard/settings/reopen";
import { StartPage } from "@/components/dashboard/start/start-page";
import { StartForm } from "@/components/dashboard/start-form";
import { TextLink } from "@/components/ui/text-link";
import { env } from "@/lib/env";
import { countries, countryFrom, currencies, zones } from "@/lib/members/places";
import { startedBusiness } from "@/lib/members/start-data";
import { closedBusinesses } from "@/lib/members/team";
import { sessionClient } from "@/lib/supabase/server";
import { findMember, memberships, requirePerson } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Open your book", robots: { index: false } };

export default async function FirstPage() {
  const person = await requirePerson("/start");
  const locale = "en-GB";
  const own = await memberships();
  const member = await findMember("owner");
  // Whoever comes back from the next page changes what there is, rather than open a second one.
  const started =
    member?.membership.startStep != null
      ? await startedBusiness(member.db, member.businessId)
      : null;
  const closed = started ? [] : await closedBusinesses(await sessionClient(), person.id);
  return (
    <StartPage
      step={1}
      title={started || own.length === 0 ? "Your business" : "Another business"}
      lead="Two minutes, and everything here can be changed later."
      foot={
        own.length > 0 && !started ? (
          <TextLink href="/dashboard">Back to {own[0]!.name}</TextLink>
        ) : started ? (
          <p>
            Changed your mind? <TextLink href="/dashboard/settings/data">Close it again</TextLink>
          </p>
        ) : (
          <p>
            You only want to see your own bookings?{" "}
            <TextLink href="/account">They are here</TextLink>
          </p>
        )
      }
    >
      {closed.length > 0 && (
        <div className="mb-8 space-y-3">
          {closed.map((business) => (
            <Reopen key={business.id} {...business} />
          ))}
        </div>
      )}
      <StartForm
        key={started?.id ?? "new"}
        personId={person.id}
        started={started}
        ownerName={person.name === person.email ? "" : person.name}
        country={countryFrom((await headers()).get("accept-language")) ?? "DE"}
        countries={countries(locale)}
        currencies={currencies(locale)}
        zones={zones(locale, Date.now())}
        site={new URL(env().APP_URL).host}
      />
    </StartPage>
  );
}
