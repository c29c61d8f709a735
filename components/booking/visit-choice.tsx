"use client";

import { Plus, X } from "lucide-react";
import { useRef } from "react";
import { useWords } from "#words";
import { IconButton } from "@/components/ui/icon-button";
import { inRow } from "@/lib/format";
import { MAX_VISIT_PARTS } from "@/lib/scheduling/sizes";
import { lengthWords, priceWords } from "./summary";
import type { BookingService } from "./types";

/** More than one thing in one visit: what follows the first service, back to back. */
export function VisitChoice({
  companions,
  added,
  currency,
  locale,
  onChange,
}: {
  companions: readonly BookingService[];
  added: readonly BookingService[];
  currency: string;
  locale: string;
  onChange: (added: BookingService[]) => void;
}) {
  const t = useWords("picker");
  const facts = useWords("facts");
  const box = useRef<HTMLDetailsElement>(null);
  const others = companions.filter((one) => !added.includes(one));
  if (companions.length === 0) return null;

  function add(service: BookingService) {
    if (box.current) box.current.open = false;
    box.current?.querySelector("summary")?.focus();
    onChange([...added, service]);
  }

  return (
    <div>
      {added.length > 0 && (
        <>
          <p className="mb-1 font-medium">{t("thenSameVisit")}</p>
          <ul className="mb-1">
            {added.map((service) => (
              <li key={service.slug} className="flex items-center justify-between gap-2">
                <span className="min-w-0 [overflow-wrap:anywhere]">{service.name}</span>
                <IconButton
                  label={t("leaveOut", { service: service.name })}
                  icon={<X aria-hidden="true" />}
                  onClick={() => onChange(added.filter((one) => one !== service))}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      {others.length > 0 && added.length < MAX_VISIT_PARTS - 1 && (
        <details ref={box} className="group">
          <summary className="prose-link inline-flex min-h-11 cursor-pointer list-none items-center gap-1.5 [&::-webkit-details-marker]:hidden">
            <Plus aria-hidden="true" className="size-4 transition-transform group-open:rotate-45" />
            {t("addService")}
          </summary>
          <ul className="mt-1 divide-y divide-line rounded-md border border-line bg-surface">
            {others.map((service) => (
              <li key={service.slug}>
                <button
                  type="button"
                  onClick={() => add(service)}
                  className="min-h-11 w-full px-3 py-2 text-start transition-colors first:rounded-t-md hover:bg-accent-soft focus-visible:-outline-offset-2"
                >
                  {service.name}
                  <span className="block text-muted text-sm">
                    {inRow(
                      [
                        lengthWords([service], "any", locale),
                        priceWords(facts, [service], "any", 1, currency, locale),
                      ],
                      locale,
                    )}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
