import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/card";

/** What other calendars need somebody for. */
export interface CalendarsToday {
  conflicts: { id: string; what: string; when: string; why: string }[];
  /** Accounts that no longer let Daybook in. */
  expired: { id: string; account: string; who: string }[];
}

const SHOWN = 3;

/** What other calendars wait for: clashes and changes to decide, accounts to connect again. Nothing = nothing shown. */
export function TodayCalendars({ calendars }: { calendars: CalendarsToday }) {
  const { conflicts, expired } = calendars;
  const more = conflicts.length - SHOWN;
  return (
    <>
      {conflicts.length > 0 && (
        <Panel
          title="To decide"
          description="Other calendars and the bookings do not agree. Until you decide, everything stays."
          flush
        >
          <ul className="divide-y divide-line">
            {conflicts.slice(0, SHOWN).map(({ id, what, when, why }) => (
              <li key={id} className="px-5 py-4 sm:px-6">
                <p className="font-medium [overflow-wrap:anywhere]">
                  {what}, {when}
                </p>
                <p className="mt-1 text-muted [overflow-wrap:anywhere]">{why}</p>
              </li>
            ))}
          </ul>
          <div className="border-line border-t px-5 py-4 sm:px-6">
            <ButtonLink href="/dashboard/calendars" variant="primary">
              {more > 0 ? `Decide these and ${more} more` : "Decide"}
            </ButtonLink>
          </div>
        </Panel>
      )}
      {expired.length > 0 && (
        <Panel title="Calendars to connect again" flush>
          <ul className="divide-y divide-line">
            {expired.map(({ id, account, who }) => (
              <li
                key={id}
                className="flex flex-wrap items-center justify-between gap-3 px-5 py-4 sm:px-6"
              >
                <span className="min-w-0">
                  <span className="block [overflow-wrap:anywhere]">{account}</span>
                  <span className="block text-muted text-sm">
                    {who && `${who}'s. `}Does not block free times at the moment
                  </span>
                </span>
                <ButtonLink href={`/dashboard/calendars/${id}`}>Look</ButtonLink>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}
