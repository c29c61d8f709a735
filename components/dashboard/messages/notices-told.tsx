"use client";

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from "react";
import { fetchJson } from "@/components/dashboard/fetch-json";
import { useLive } from "@/components/dashboard/use-live";
import { readNoticesAction } from "@/lib/notifications/notice-actions";
import type { Notices } from "@/lib/notifications/notice-words";

interface Told extends Notices {
  /** Reads them anew. */
  look(): Promise<void>;
  /** Marks all of them as read. */
  readAll(): Promise<void>;
}

const Context = createContext<Told | null>(null);

/**
 * The signed-in person's notices, live, for the bell of the rail and the dot of the tab bar: asked once for both.
 * @param unread as the page was rendered
 */
export function NoticesTold({
  businessId,
  unread,
  children,
}: {
  businessId: string;
  unread: number;
  children: ReactNode;
}) {
  const [told, setTold] = useState<Notices>({ unread, notices: [] });
  useEffect(() => setTold((now) => ({ ...now, unread })), [unread]);

  const look = useCallback(async () => {
    try {
      setTold(await fetchJson<Notices>(`/api/notices?business=${encodeURIComponent(businessId)}`));
    } catch {
      // The number stays as it was; the next change asks again.
    }
  }, [businessId]);
  useLive(businessId, look, "notices");

  const readAll = useCallback(async () => {
    setTold((now) => ({ unread: 0, notices: now.notices.map((one) => ({ ...one, read: true })) }));
    await readNoticesAction({ businessId, ids: null }).catch(() => undefined);
  }, [businessId]);

  const value = useMemo(() => ({ ...told, look, readAll }), [told, look, readAll]);
  return <Context value={value}>{children}</Context>;
}

/** What the person has been told, as of now. */
export function useNoticesTold(): Told {
  const told = useContext(Context);
  if (!told) throw new Error("outside of NoticesTold");
  return told;
}
