import "server-only";
import { pool } from "@/lib/supabase/postgres";
import type { BusinessId } from "@/lib/supabase/session";
import { EXPORTED, type ExportedTable } from "./export-tables";

const PAGE = 500;

/**
 * Everything that is kept of a business as one JSON object, `{exportedAt, business, TABLE: [row, …], …}`, written while it
 * is read: neither the server nor the reader holds it all, and no transaction stays open for a slow reader. Secrets of
 * links and of outside calendars are not in it. The caller has checked that an owner asks.
 * @param photoBase the app's address, before the path of a photo
 */
export function businessExport(
  businessId: BusinessId,
  photoBase: string,
): ReadableStream<Uint8Array> {
  const parts = written(businessId, photoBase);
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await parts.return(undefined);
    },
  });
}

async function* written(
  businessId: BusinessId,
  photoBase: string,
): AsyncGenerator<string, undefined> {
  const { rows } = await pool().query<{ now: string; business: object }>(
    "select now()::text as now, to_jsonb(b) as business from public.businesses as b where b.id = $1",
    [businessId],
  );
  const head = { exportedAt: rows[0]!.now, photosAreAt: photoBase, business: rows[0]!.business };
  // The object stays open at its end: the tables follow inside it.
  yield JSON.stringify(head, null, 1).slice(0, -2);
  for (const table of EXPORTED) {
    yield `,\n ${JSON.stringify(table.name)}: [`;
    let first = true;
    for await (const page of pages(businessId, table)) {
      yield `${first ? "" : ","}\n${page.join(",\n")}`;
      first = false;
    }
    yield first ? "]" : "\n ]";
  }
  yield "\n}\n";
  return undefined;
}

/** Pages by the last row's key rather than by a count, so that the hundredth is read as fast as the first. */
async function* pages(
  businessId: BusinessId,
  { name, schema = "public", key, without = [] }: ExportedTable,
): AsyncGenerator<string[], undefined> {
  const columns = key.map((column) => `t.${column}`);
  const after = `and (${columns.join(", ")}) > (${key.map((_, i) => `$${i + 3}`).join(", ")})`;
  let last: string[] = [];
  for (;;) {
    const { rows }: { rows: { row: string; key: string[] }[] } = await pool().query(
      `select (to_jsonb(t) - $2::text[])::text as row, array[${columns.map((column) => `${column}::text`).join(", ")}] as key
       from ${schema}.${name} as t where t.business_id = $1 ${last.length > 0 ? after : ""}
       order by ${columns.join(", ")} limit ${PAGE}`,
      [businessId, without, ...last],
    );
    if (rows.length > 0) yield rows.map(({ row }) => row);
    if (rows.length < PAGE) return undefined;
    last = rows.at(-1)!.key;
  }
}
