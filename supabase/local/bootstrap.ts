import { getAuthSchemaSql } from "@supabase/lite";

/**
 * What a hosted Supabase project has before its first migration: the roles with their rights, the
 * schemas, the auth functions and the default privileges. Migrations run as `postgres`, which is no
 * superuser there and none here, so that what works here works there.
 */
export function rolesSql(password: string): string {
  const secret = `'${password.replaceAll("'", "''")}'`;
  return `
    create role anon nologin noinherit;
    create role authenticated nologin noinherit;
    create role service_role nologin noinherit bypassrls;
    create role authenticator login noinherit password ${secret};
    grant anon, authenticated, service_role to authenticator;
    create role supabase_auth_admin noinherit createrole login password ${secret};
    create role dashboard_user createdb createrole replication;
    create role postgres login createdb createrole replication bypassrls password ${secret};
    grant anon, authenticated, service_role, authenticator to postgres with admin option;
    grant pg_monitor, pg_read_all_data, pg_signal_backend, pg_create_subscription to postgres;
    grant set on parameter session_replication_role to postgres;
    alter role postgres set search_path = "$user", public, extensions;
    alter role supabase_auth_admin set search_path = auth;
    alter role authenticator set statement_timeout = '8s';
    alter role anon set statement_timeout = '3s';
    alter role authenticated set statement_timeout = '8s';
  `;
}

/** The contents of a new project's database, to be run in it by the superuser. */
export function databaseSql(database: string): string {
  return `
    alter database "${database}" owner to postgres;
    alter database "${database}" set search_path = "$user", public, extensions;
    grant create on schema public to postgres;
    grant usage on schema public to anon, authenticated, service_role;

    create schema extensions authorization postgres;
    grant usage on schema extensions to anon, authenticated, service_role;
    create extension pgcrypto with schema extensions;
    create extension "uuid-ossp" with schema extensions;
    create extension pg_stat_statements with schema extensions;

    create schema auth authorization supabase_auth_admin;
    grant create on database "${database}" to supabase_auth_admin;
    set role supabase_auth_admin;
    ${getAuthSchemaSql()}
    alter table auth.users add column if not exists instance_id uuid;

    create or replace function auth.uid() returns uuid language sql stable as $$
      select coalesce(
        nullif(current_setting('request.jwt.claim.sub', true), ''),
        (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')
      )::uuid
    $$;
    create or replace function auth.role() returns text language sql stable as $$
      select coalesce(
        nullif(current_setting('request.jwt.claim.role', true), ''),
        (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role')
      )::text
    $$;
    create or replace function auth.email() returns text language sql stable as $$
      select coalesce(
        nullif(current_setting('request.jwt.claim.email', true), ''),
        (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email')
      )::text
    $$;
    create or replace function auth.jwt() returns jsonb language sql stable as $$
      select coalesce(
        nullif(current_setting('request.jwt.claim', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')
      )::jsonb
    $$;
    reset role;
    grant usage on schema auth to anon, authenticated, service_role, postgres, dashboard_user;
    grant execute on all functions in schema auth to postgres, dashboard_user;
    grant all on all tables in schema auth to postgres, dashboard_user;
    grant all on all sequences in schema auth to postgres, dashboard_user;

    alter default privileges for role postgres in schema public
      grant all on tables to postgres, anon, authenticated, service_role;
    alter default privileges for role postgres in schema public
      grant all on functions to postgres, anon, authenticated, service_role;
    alter default privileges for role postgres in schema public
      grant all on sequences to postgres, anon, authenticated, service_role;
    create publication supabase_realtime;
    alter publication supabase_realtime owner to postgres;
  `;
}
