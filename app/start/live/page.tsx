import { AppWindow, Clock, Image as Picture, Scissors, UserPlus } from "lucide-react";
import type { Metadata } from "next";
import { AuthPage } from "@/components/auth/auth-page";
import { CopyLink } from "@/components/dashboard/start/copy-link";
import { ButtonLink } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { env } from "@/lib/env";
import { offeredServices } from "@/lib/services/data";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Your page is live", robots: { index: false } };

const next = [
  {
    href: "/dashboard/services",
    icon: Scissors,
    label: "Services",
    hint: "Prices, photos, questions",
  },
  {
    href: "/dashboard/settings/look",
    icon: Picture,
    label: "Look",
    hint: "Photo, sign and colour",
  },
  {
    href: "/dashboard/settings/embed",
    icon: AppWindow,
    label: "Your website",
    hint: "Let people book there too",
  },
  {
    href: "/dashboard/settings/team",
    icon: UserPlus,
    label: "Team",
    hint: "Invite colleagues by e-mail",
  },
  { href: "/start/hours", icon: Clock, label: "Hours", hint: "Change what you have just set" },
];

export default async function StartLivePage() {
  const { db, businessId, membership } = await requireMember("/start/live", "manager");
  const services = await offeredServices(db, businessId);
  const address = `${env().APP_URL}/${membership.slug}`;
  return (
    <AuthPage
      languages={false}
      title={services.length > 0 ? "Your page is live" : "Almost there"}
      lead={
        services.length > 0
          ? "Whoever has this address can book now. Put it wherever people look for you."
          : "Your page is live, but there is nothing to book on it yet."
      }
    >
      <div className="space-y-8">
        <CopyLink address={address} />
        <div className="flex flex-wrap gap-3">
          {services.length > 0 ? (
            <ButtonLink href={`/${membership.slug}`} variant="primary" size="lg">
              See it as customers do
            </ButtonLink>
          ) : (
            <ButtonLink href="/dashboard/services/new" variant="primary" size="lg">
              Add the first service
            </ButtonLink>
          )}
          <ButtonLink href="/dashboard" size="lg">
            To the diary
          </ButtonLink>
        </div>
        <section aria-labelledby="next">
          <h2 id="next" className="font-medium text-lg">
            When you have a minute
          </h2>
          <ul className="mt-2 divide-y divide-line border-line border-y">
            {next.map(({ href, icon: Icon, label, hint }) => (
              <li key={href}>
                <Link href={href} className="flex min-h-14 items-center gap-3">
                  <Icon aria-hidden="true" className="size-5 text-muted" />
                  <span className="font-medium">{label}</span>
                  <span className="text-muted">{hint}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </AuthPage>
  );
}
