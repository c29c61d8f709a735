"use client";

import { usePathname, useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useWords } from "#words";
import { useToast } from "@/components/ui/toast";
import { formatAgo, formatTime } from "@/lib/format";
import { isReadableOffline } from "@/lib/offline/rules";
import { ageOfPage, keepThisPage, register, tell } from "./worker";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * Keeps the page readable without a network and says how old it then is; announces a new version. Once, in the root
 * layout.
 */
export function OfflineCompanion({
  locale,
  enabled,
}: {
  locale: string;
  /** Off while developing: what is kept would hide what was just changed. */
  enabled: boolean;
}) {
  const t = useWords("ui");
  const router = useRouter();
  const toast = useToast();
  const announced = useRef(false);
  /** From when what is shown is, while it cannot be asked for anew. */
  const [from, setFrom] = useState<number | null>(null);
  const [now, setNow] = useState(0);

  const pathname = usePathname();
  useEffect(() => {
    if (!enabled || !("serviceWorker" in navigator)) return;
    // Where one signs in nobody is signed in: what was kept of the one before is not for the next.
    if (pathname === "/sign-in") tell({ type: "forget" });
    const idle = setTimeout(() => void keepThisPage(), 3_000);
    return () => clearTimeout(idle);
  }, [pathname, enabled]);

  useEffect(() => {
    if (!enabled || !("serviceWorker" in navigator)) return;
    let loadedAt = Date.now();
    const tick = setInterval(() => setNow(Date.now()), MINUTE);
    const lost = () => {
      // That page says it itself.
      if (document.querySelector("[data-no-network]")) return;
      setNow(Date.now());
      setFrom((known) => known ?? loadedAt);
    };
    const back = () => {
      loadedAt = Date.now();
      setFrom(null);
      // Where one books, the times are asked for anew by themselves. A refresh in the middle of that would make the router
      // forget the step before, and Back would wait for it for ever once the booking is made.
      if (isReadableOffline(location.pathname)) router.refresh();
    };
    // The form of signing out works without this script, and so cannot say it itself.
    const sending = (event: SubmitEvent) => {
      const { target } = event;
      if (!(target instanceof HTMLFormElement)) return;
      const leaves = "signOut" in target.dataset;
      if (!leaves && !("network" in target.dataset)) return;
      if (!navigator.onLine) {
        // It would fail, and take the page away that can still be read.
        event.preventDefault();
        event.stopPropagation();
        toast({ message: t("needsNetwork") });
      } else if (leaves) tell({ type: "forget" });
    };
    document.addEventListener("submit", sending, true);
    window.addEventListener("offline", lost);
    window.addEventListener("online", back);
    void ageOfPage().then((age) => {
      if (age !== null) loadedAt = age;
      if (age !== null || !navigator.onLine) lost();
    });
    // Nothing of this is owed to the first view.
    let left = false;
    let stopLooking = () => {};
    const idle = setTimeout(() => {
      // Without a worker the app is what it was.
      void register((takeOver) => {
        if (announced.current) return;
        announced.current = true;
        toast({
          message: t("newVersion"),
          action: { label: t("reload"), onPress: takeOver },
          duration: DAY,
        });
      })
        .then((stop) => {
          if (left) stop();
          else stopLooking = stop;
        })
        .catch(() => {});
    }, 3_000);
    return () => {
      left = true;
      stopLooking();
      clearInterval(tick);
      clearTimeout(idle);
      document.removeEventListener("submit", sending, true);
      window.removeEventListener("offline", lost);
      window.removeEventListener("online", back);
    };
  }, [router, toast, enabled, t]);

  return (
    <div role="status" className="print:hidden">
      {from !== null && (
        <p className="gutter sticky top-0 z-40 border-warn border-b bg-warn-soft py-2 text-ink">
          {t("noNetwork", {
            time: formatTime(from, Intl.DateTimeFormat().resolvedOptions().timeZone, locale),
            ago: formatAgo(from, Math.max(now, from), locale),
          })}
        </p>
      )}
    </div>
  );
}
