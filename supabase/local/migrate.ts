import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

const FILE_NAME = /^(\d{14})_(.+)\.sql$/;

interface Migration {
  version: string;
  name: string;
  file: string;
  sql: string;
}

/** The migrations of a folder in their order. Files that are not named `<14 digits>_<name>.sql` are left out. */
function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const match = FILE_NAME.exec(file);
      if (!match?.[1] || !match[2]) return [];
      const sql = readFileSync(join(folder, file), "utf8");
      return [{ version: match[1], name: match[2], file, sql }];
    });
}

/** What a migration run did, by file name. */
export interface MigrationReport {
  applied: string[];
  /** Applied earlier, but the file's text is another one now. */
  changed: string[];
  /** Applied earlier, but the file is gone. */
  missing: string[];
}

/**
 * Applies the migrations that the database has not had, in order, each in one transaction with its
 * row in supabase_migrations.schema_migrations (the CLI's own table). Throws on the first that fails,
 * naming the file and the line; those before it stay.
 */
export async function migrate(databaseUrl: string, folder: string): Promise<MigrationReport> {
  const report: MigrationReport = { applied: [], changed: [], missing: [] };
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`
      create schema if not exists supabase_migrations;
      create table if not exists supabase_migrations.schema_migrations (
        version text not null primary key, statements text[], name text
      );
      create table if not exists supabase_migrations.seed_files (
        path text not null primary key, hash text not null
      );
    `);
    const { rows } = await client.query<{ version: string; name: string; statements: string[] }>(
      "select version, name, statements from supabase_migrations.schema_migrations",
    );
    const known = new Map(rows.map((row) => [row.version, row]));
    for (const migration of readMigrations(folder)) {
      const earlier = known.get(migration.version);
      known.delete(migration.version);
      if (earlier) {
        const recorded = earlier.statements?.length === 1 ? earlier.statements[0] : undefined;
        if (recorded !== undefined && recorded !== migration.sql)
          report.changed.push(migration.file);
        continue;
      }
      await apply(client, migration);
      report.applied.push(migration.file);
    }
    report.missing.push(...[...known.values()].map((row) => `${row.version}_${row.name}.sql`));
    // PostgREST and its stand-in keep a picture of the schema; this tells them to look again.
    if (report.applied.length > 0) await client.query("notify pgrst, 'reload schema'");
    return report;
  } finally {
    await client.end();
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query("begin");
    await client.query(migration.sql);
    await client.query(
      "insert into supabase_migrations.schema_migrations (version, name, statements) values ($1, $2, $3)",
      [migration.version, migration.name, [migration.sql]],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw located(error, migration.file, migration.sql);
  } finally {
    await client.query("reset all").catch(() => {});
  }
}

/** Runs the seed as `db reset` does: in one transaction, once for a fresh database. */
export async function seed(databaseUrl: string, file: string): Promise<boolean> {
  if (!existsSync(file)) return false;
  const sql = readFileSync(file, "utf8");
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from supabase_migrations.seed_files");
    if (rowCount) return false;
    await client.query("begin");
    await client.query(sql);
    await client.query("insert into supabase_migrations.seed_files (path, hash) values ($1, $2)", [
      "supabase/seed.sql",
      createHash("sha256").update(sql).digest("hex"),
    ]);
    await client.query("commit");
    return true;
  } catch (error) {
    throw located(error, "seed.sql", sql);
  } finally {
    await client.end();
  }
}

function located(error: unknown, file: string, sql: string): Error {
  const detail = error as {
    message?: string;
    position?: string;
    detail?: string;
    hint?: string;
    where?: string;
  };
  const line = detail.position
    ? `:${sql.slice(0, Number(detail.position)).split("\n").length}`
    : "";
  const more = [detail.detail, detail.hint, detail.where].filter(Boolean).join("\n  ");
  return new Error(`${file}${line}: ${detail.message ?? error}${more ? `\n  ${more}` : ""}`, {
    cause: error,
  });
}
