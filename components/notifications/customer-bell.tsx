"use client";

import { Bell } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import type { ShownNotices } from "@/lib/notifications/shown-notices";
import { useStream } from "./use-stream";

/** What the bell says in the visitor's language. */
export interface BellWords {
  title: string;
  fresh: string;
  nothing: string;
  earlier: string;
}

/**
 * The customer's bell: how much is unread, live, and what it is; opening it is reading it. What happens to the booking
 * also renders the page anew.
 * @param address where the notices are; its stream is below it
 * @param openThing renders the way to a notice's booking, where the page is not that booking's own
 */
export function CustomerBell({
  address,
  locale,
  initial,
  say,
  openThing,
}: {
  address: string;
  locale: string;
  initial: ShownNotices;
  say: BellWords;
  openThing?: (bookingId: string) => ReactNode;
}) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [told, setTold] = useState(initial);
  const [news, setNews] = useState<ReadonlySet<string>>(new Set());
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const panel = useId();
  const url = `${address}?locale=${encodeURIComponent(locale)}`;
  useEffect(() => setTold(initial), [initial]);

  useStream(`${address}/live`, (first) => {
    void ask().then((now) => {
      if (now) setTold(now);
      // Between the page and its connection hardly ever anything happens.
      if (!first || (now && now.unread !== told.unread)) router.refresh();
    });
  });

  /** Null when it does not get through: what is shown stays, and the next change asks again. */
  async function ask(body?: unknown): Promise<ShownNotices | null> {
    try {
      const answer = await fetch(url, {
        ...(body
          ? {
              method: "POST",
              headers: { "content-type": "application/json" },
              body: JSON.stringify(body),
            }
          : {}),
      });
      return answer.ok ? ((await answer.json()) as ShownNotices) : null;
    } catch {
      return null;
    }
  }

  function turn() {
    setOpen(!open);
    if (open || told.unread === 0) return;
    // What is new stays marked for as long as one looks at it.
    const things = told.days.flatMap((day) => day.things);
    setNews(new Set(things.filter(({ unread }) => unread.length > 0).map(({ key }) => key)));
    setTold({ ...told, unread: 0 });
    void ask({ ids: null });
  }

  useEffect(() => {
    if (!open) {
      setNews(new Set());
      return;
    }
    const outside = ({ target }: PointerEvent) => {
      if (!root.current?.contains(target as Node)) setOpen(false);
    };
    const byKey = ({ key }: KeyboardEvent) => {
      if (key !== "Escape") return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener("pointerdown", outside);
    document.addEventListener("keydown", byKey);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("keydown", byKey);
    };
  }, [open]);

  return (
    <div ref={root} className="relative shrink-0 print:hidden">
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        aria-controls={panel}
        onClick={turn}
        className="relative inline-flex size-11 items-center justify-center rounded-md text-muted transition-colors hover:bg-ink/6 hover:text-ink"
      >
        <Bell aria-hidden="true" className="size-5" />
        <span className="sr-only">{say.title}</span>
        <span aria-live="polite">
          {told.unread > 0 && (
            <span className="tabular absolute end-0 top-0 min-w-5 rounded-full bg-accent px-1 text-center text-on-accent text-sm leading-5">
              <span aria-hidden="true">{told.unread > 99 ? "99+" : told.unread}</span>
              <span className="sr-only">, {told.unreadWords}</span>
            </span>
          )}
        </span>
      </button>
      <section
        id={panel}
        hidden={!open}
        aria-label={say.title}
        className="absolute end-0 top-full z-30 mt-1 max-h-[70dvh] w-96 max-w-[calc(100vw-2.5rem)] overflow-y-auto rounded-md border border-line bg-raised p-4 shadow-float"
      >
        {told.days.length === 0 && <p className="text-muted">{say.nothing}</p>}
        <div className="space-y-4">
          {told.days.map(({ label, things }) => (
            <section key={label} aria-label={label}>
              <p aria-hidden="true" className="font-medium text-muted text-sm">
                {label}
              </p>
              <ul className="divide-y divide-line">
                {things.map(({ key, text, when, earlier, unread, bookingId }) => {
                  const fresh = unread.length > 0 || news.has(key);
                  return (
                    <li key={key} className={cn("flex gap-3 py-3", !fresh && "text-muted")}>
                      <span
                        aria-hidden="true"
                        className={cn(
                          "mt-2 size-2 shrink-0 rounded-full",
                          fresh ? "bg-ribbon" : "bg-transparent",
                        )}
                      />
                      <span className="min-w-0 flex-1">
                        {fresh && <span className="sr-only">{say.fresh} </span>}
                        <span className={cn("block", fresh && "font-medium")} dir="auto">
                          {text}
                        </span>
                        <span className="block text-muted text-sm">{when}</span>
                        {earlier.map((line, index) => (
                          <span key={index} className="block text-muted text-sm" dir="auto">
                            {say.earlier}: {line}
                          </span>
                        ))}
                        {openThing && bookingId && openThing(bookingId)}
                      </span>
                    </li>
                  );
                })}
              </ul>
            </section>
          ))}
        </div>
      </section>
    </div>
  );
}
