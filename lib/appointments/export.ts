import "server-only";
import { stringify } from "csv-stringify/sync";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId } from "@/lib/supabase/session";
import { type BookingsQuery, likePattern } from "./data";
import { type ExportedBooking, exportColumns, exportRow } from "./export-rules";

/** Rows that are read at once (`max_rows` in supabase/config.toml). */
const PAGE = 1000;

const COLUMNS =
  "id, status, contact_name, contact_email, contact_phone, party, price_minor, currency, note, staff_note, source, created_at, cancel_reason, starts_at, appointments!inner(starts_at, ends_at, services(name), staff(name))" as const;

/**
 * Everything that a filter finds as CSV, written while it is read: neither the server nor the reader holds it all.
 * In the order of the starts, whatever the table's order is.
 * @param zone of the business: times are told as its clocks read
 */
export function bookingsCsv(
  db: SessionClient,
  businessId: BusinessId,
  query: Omit<BookingsQuery, "page" | "pageSize" | "sort">,
  zone: string,
): ReadableStream<Uint8Array> {
  const rows = pages(db, businessId, query);
  const encoder = new TextEncoder();
  let first = true;
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await rows.next();
      if (done) return controller.close();
      const text = stringify(
        value.map((row) => exportRow(row, zone)),
        {
          header: first,
          // By this mark spreadsheets know the text for UTF-8.
          bom: first,
          columns: exportColumns(zone),
          // What a spreadsheet would take for a formula gets an apostrophe: names and notes are typed by anybody.
          escape_formulas: true,
        },
      );
      first = false;
      // A stream that is given nothing asks no more: the last page may be empty.
      if (text === "") return controller.close();
      controller.enqueue(encoder.encode(text));
    },
    async cancel() {
      await rows.return(undefined);
    },
  });
}

/** Pages by the start of the last row rather than by a count, so that the hundredth is read as fast as the first. */
async function* pages(
  db: SessionClient,
  businessId: BusinessId,
  query: Omit<BookingsQuery, "page" | "pageSize" | "sort">,
): AsyncGenerator<ExportedBooking[], undefined> {
  const words = query.search ? likePattern(query.search) : "";
  if (words === null) return;
  let from = query.from === null ? null : new Date(query.from).toISOString();
  let seen = 0;
  for (;;) {
    let find = db
      .from("bookings")
      .select(COLUMNS)
      .eq("business_id", businessId)
      .in("status", query.statuses);
    if (query.staff?.length) find = find.in("staff_id", [...query.staff]);
    if (query.service?.length) find = find.in("service_id", [...query.service]);
    if (from) find = find.gte("starts_at", from);
    if (query.to !== null) find = find.lt("starts_at", new Date(query.to).toISOString());
    if (words) {
      find = find.or(
        `contact_name.ilike.${words},contact_email.ilike.${words},contact_phone.ilike.${words}`,
      );
    }
    const { data, error } = await find
      .order("starts_at")
      .order("id")
      .range(seen, seen + PAGE - 1);
    if (error) throw new Error(`export: ${error.message}`);
    yield data;
    if (data.length < PAGE) return;
    const last = data.at(-1)!.starts_at;
    const alike = data.filter(({ starts_at }) => starts_at === last).length;
    // A session larger than a page goes on within its start.
    seen = from === last ? seen + data.length : alike;
    from = last;
  }
}
