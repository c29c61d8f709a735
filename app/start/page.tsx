import type { Metadata } from "next";
import { headers } from "next/headers";
import { AuthPage } from "@/components/auth/auth-page";
import { Reopen } from "@/components/dashboard/settings/reopen";
import { StartForm } from "@/components/dashboard/start-form";
import { TextLink } from "@/components/ui/text-link";
import { env } from "@/lib/env";
import { countries, countryFrom, currencies, zones } from "@/lib/members/places";
import { closedBusinesses } from "@/lib/members/team";
import { sessionClient } from "@/lib/supabase/server";
import { memberships, requirePerson } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Open your book", robots: { index: false } };

export default async function StartPage() {
  const person = await requirePerson("/start");
  const locale = "en-GB";
  const own = await memberships();
  const closed = await closedBusinesses(await sessionClient(), person.id);
  return (
    <AuthPage
      title={own.length > 0 ? "Another business" : "Your business"}
      lead="Two minutes, and everything here can be changed later."
      foot={
        own.length > 0 ? (
          <TextLink href="/dashboard">Back to {own[0]!.name}</TextLink>
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
        ownerName={person.name === person.email ? "" : person.name}
        country={countryFrom((await headers()).get("accept-language")) ?? "DE"}
        countries={countries(locale)}
        currencies={currencies(locale)}
        zones={zones(locale, Date.now())}
        site={new URL(env().APP_URL).host}
      />
    </AuthPage>
  );
}
