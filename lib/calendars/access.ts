import { z } from "zod";

/** What opens an account; sealed in the database, never in a log, a page or the browser. */
export const access = z.discriminatedUnion("provider", [
  z.object({
    provider: z.literal("google"),
    email: z.string(),
    accessToken: z.string().nullable(),
    refreshToken: z.string(),
    /** Epoch milliseconds. */
    expiresAt: z.number().nullable(),
  }),
  z.object({
    provider: z.literal("microsoft"),
    email: z.string(),
    accountId: z.string(),
    /** MSAL's own cache, which holds the refresh token. */
    cache: z.string(),
  }),
  z.object({
    provider: z.literal("caldav"),
    serverUrl: z.string(),
    username: z.string(),
    password: z.string(),
  }),
  z.object({ provider: z.literal("feed"), url: z.string() }),
]);
export type Access = z.infer<typeof access>;
export type ProviderName = Access["provider"];
export type AccessOf<P extends ProviderName> = Extract<Access, { provider: P }>;

/** Keeps access that was renewed on the way. */
export type KeepAccess = (renewed: Access) => Promise<void>;
