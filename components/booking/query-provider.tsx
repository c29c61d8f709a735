"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";

/** How long an answer counts as fresh; live updates and a look back at the page renew it sooner. */
const FRESH_MS = 20_000;

/** The browser's memory of free times, for one visit to a booking page. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: { staleTime: FRESH_MS, retry: 1, refetchOnWindowFocus: "always" },
        },
      }),
  );
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
