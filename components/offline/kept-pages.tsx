"use client";

import { useEffect, useState } from "react";
import { formatAgo } from "@/lib/format";
import { comeBack } from "./come-back";
import { type KeptPage, keptPages } from "./kept";

const OWN_ADDRESS = "/offline";

/**
 * On the page without a network: what can be read all the same, and since when it is known. An installed app has no line
 * for addresses, so that one would not find it otherwise. Once the network is back, the page that was asked for comes.
 */
export function KeptPages({ title, locale }: { title: string; locale: string }) {
  const [pages, setPages] = useState<KeptPage[]>([]);
  const [now, setNow] = useState(0);

  useEffect(() => {
    setNow(Date.now());
    // Without a memory there is nothing to offer.
    keptPages().then(setPages, () => {});
    // Under its own address it stands for no other page.
    if (location.pathname === OWN_ADDRESS) return;
    return comeBack();
  }, []);

  if (pages.length === 0) return null;
  return (
    <section>
      <h2 className="font-medium text-lg">{title}</h2>
      <ul className="mt-3 divide-y divide-line border-line border-y">
        {pages.map(({ address, name, keptAt }) => (
          <li key={address}>
            <a
              href={address}
              className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 py-2.5 hover:bg-sunken"
            >
              <bdi className="font-medium">{name}</bdi>
              <span className="text-muted text-sm">{formatAgo(keptAt, now, locale)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
