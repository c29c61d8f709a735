import { createHash, randomUUID } from "node:crypto";
import { query } from "../../support/database";

const LOTUS = "b0000000-0000-4000-8000-000000000001";
const CUT = "5e000000-0000-4000-8000-000000000001";

export interface Chair {
  staffId: string;
  name: string;
  /** Books a time for this person as the reception would, also in the past. */
  book(start: Date, customer: string, email?: string): Promise<{ bookingId: string }>;
  /** Takes the person out of the business again. */
  close(): Promise<void>;
}

/**
 * A further person at Lotus Hair who cuts, with nothing booked: journeys do not get in the way of the demo's bookings.
 * @param userEmail whoever signs in as this person
 */
export async function openChair(name: string, userEmail?: string): Promise<Chair> {
  const staffId = randomUUID();
  await query(
    `insert into staff (id, business_id, user_id, slug, name, hue, position)
     values ($1, $2, (select id from auth.users where email = $3), $4, $5, 7, 90)`,
    [staffId, LOTUS, userEmail ?? null, `chair-${staffId.slice(0, 8)}`, name],
  );
  await query("insert into service_staff (business_id, service_id, staff_id) values ($1, $2, $3)", [
    LOTUS,
    CUT,
    staffId,
  ]);
  return {
    staffId,
    name,
    async book(start, customer, email) {
      const bookingId = randomUUID();
      const [row] = await query<{ outcome: { ok: boolean; code?: string } }>(
        "select create_booking($1) as outcome",
        [
          JSON.stringify({
            bookingId,
            tokenHash: createHash("sha256").update(bookingId).digest("hex"),
            serviceId: CUT,
            start: start.toISOString(),
            party: 1,
            staff: [[staffId]],
            staffChoice: "chosen",
            customer: { name: customer, email: email ?? null, phone: null },
            timeZone: "Europe/Berlin",
            actor: { kind: "staff", name: "Reception" },
            source: "staff",
            override: true,
          }),
        ],
      );
      if (!row?.outcome.ok) throw new Error(`not booked: ${row?.outcome.code}`);
      return { bookingId };
    },
    async close() {
      await query("update staff set archived_at = now(), user_id = null where id = $1", [staffId]);
    },
  };
}

/** Now, on a whole minute, `minutes` later. */
export function minutesFromNow(minutes: number): Date {
  return new Date(Math.floor(Date.now() / 60_000) * 60_000 + minutes * 60_000);
}
