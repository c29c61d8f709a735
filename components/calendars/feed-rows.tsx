"use client";

import { Copy } from "lucide-react";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { refusal } from "./words";

export interface FeedRow {
  key: string;
  name: string;
  feed: { id: string; url: string; read: string } | null;
}

export interface FeedActions {
  create(key: string): Promise<{ ok: true } | { ok: false; code: string }>;
  end(feedId: string): Promise<{ ok: true } | { ok: false; code: string }>;
}

/** Secret addresses that calendars subscribe to. */
export function FeedRows({ rows, actions }: { rows: FeedRow[]; actions: FeedActions }) {
  return (
    <ul className="divide-y divide-line">
      {rows.map((row) => (
        <Row key={row.key} row={row} actions={actions} />
      ))}
    </ul>
  );
}

function Row({ row, actions }: { row: FeedRow; actions: FeedActions }) {
  const toast = useToast();
  const [busy, start] = useTransition();
  const { feed } = row;

  async function copy(url: string) {
    try {
      await navigator.clipboard.writeText(url);
      toast({ message: "Address copied. Paste it into your calendar as a subscription." });
    } catch {
      toast({
        message: "Your browser does not let Daybook copy. Select the address and copy it by hand.",
      });
    }
  }

  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-5 py-4 sm:px-6">
      <div className="min-w-0 flex-1 basis-72">
        <p className="font-medium [overflow-wrap:anywhere]">{row.name}</p>
        {feed ? (
          <>
            <p className="select-all truncate text-muted text-sm">{feed.url}</p>
            <p className="text-faint text-sm">{feed.read}</p>
          </>
        ) : (
          <p className="text-muted text-sm">No address yet</p>
        )}
      </div>
      <div className="flex flex-wrap gap-3">
        {feed ? (
          <>
            <Button onClick={() => void copy(feed.url)}>
              <Copy aria-hidden="true" />
              Copy address
            </Button>
            <Dialog
              trigger={
                <Button variant="quiet" disabled={busy}>
                  End
                </Button>
              }
              title="End this address?"
              description="Calendars that subscribe to it get nothing new from now on. You can make another address at any time."
              footer={
                <Button
                  variant="danger"
                  pending={busy}
                  onClick={() =>
                    start(async () => {
                      const outcome = await actions.end(feed.id);
                      toast({
                        message: outcome.ok ? "The address is ended." : refusal(outcome.code),
                      });
                    })
                  }
                >
                  End it
                </Button>
              }
            />
          </>
        ) : (
          <Button
            pending={busy}
            onClick={() =>
              start(async () => {
                const outcome = await actions.create(row.key);
                toast({ message: outcome.ok ? "The address is ready." : refusal(outcome.code) });
              })
            }
          >
            Make an address
          </Button>
        )}
      </div>
    </li>
  );
}
