"use client";

import { Copy } from "lucide-react";
import { useTransition } from "react";
import { useWords } from "#words";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { answered } from "./answered";

export interface FeedRow {
  key: string;
  name: string;
  feed: { id: string; url: string; read: string } | null;
}

export interface FeedActions {
  create(key: string): Promise<{ ok: true } | { ok: false; code: string }>;
  end(feedId: string): Promise<{ ok: true } | { ok: false; code: string }>;
}

/**
 * Secret addresses that calendars subscribe to.
 * @param refusal why something was not done, by its code; without it people only hear that it was not
 */
export function FeedRows({
  rows,
  actions,
  refusal,
}: {
  rows: FeedRow[];
  actions: FeedActions;
  refusal?: (code: string) => string;
}) {
  return (
    <ul className="divide-y divide-line">
      {rows.map((row) => (
        <Row key={row.key} row={row} actions={actions} refusal={refusal} />
      ))}
    </ul>
  );
}

function Row({
  row,
  actions,
  refusal,
}: {
  row: FeedRow;
  actions: FeedActions;
  refusal: ((code: string) => string) | undefined;
}) {
  const t = useWords("feeds");
  const toast = useToast();
  const [busy, start] = useTransition();
  const { feed } = row;
  const failed = refusal ?? (() => t("failed"));

  async function copy(url: string) {
    try {
      await navigator.clipboard.writeText(url);
      toast({ message: t("copied") });
    } catch {
      toast({ message: t("notCopied") });
    }
  }

  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-5 py-4 sm:px-6">
      <div className="min-w-0 flex-1 basis-72">
        <p className="font-medium [overflow-wrap:anywhere]">{row.name}</p>
        {feed ? (
          <>
            <p dir="ltr" className="select-all truncate text-muted text-sm rtl:text-end">
              {feed.url}
            </p>
            <p className="text-faint text-sm">{feed.read}</p>
          </>
        ) : (
          <p className="text-muted text-sm">{t("none")}</p>
        )}
      </div>
      <div className="flex flex-wrap gap-3">
        {feed ? (
          <>
            <Button onClick={() => void copy(feed.url)}>
              <Copy aria-hidden="true" />
              {t("copy")}
            </Button>
            <Dialog
              trigger={
                <Button variant="quiet" disabled={busy}>
                  {t("end")}
                </Button>
              }
              title={t("endTitle")}
              description={t("endText")}
              footer={
                <Button
                  variant="danger"
                  pending={busy}
                  onClick={() =>
                    start(async () => {
                      const outcome = await answered(actions.end(feed.id));
                      toast({
                        message: outcome.ok ? t("ended") : failed(outcome.code),
                      });
                    })
                  }
                >
                  {t("endIt")}
                </Button>
              }
            />
          </>
        ) : (
          <Button
            pending={busy}
            onClick={() =>
              start(async () => {
                const outcome = await answered(actions.create(row.key));
                toast({ message: outcome.ok ? t("ready") : failed(outcome.code) });
              })
            }
          >
            {t("make")}
          </Button>
        )}
      </div>
    </li>
  );
}
