import { Bell, Mail, MessageSquare } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { formatDayTime } from "@/lib/format";
import { channelWords, kindWords, stateWords } from "@/lib/notifications/desk-words";
import type { SentMessage } from "@/lib/notifications/history";

const icons = { email: Mail, sms: MessageSquare, push: Bell, in_app: Bell };

/** Messages, latest first; each leads to what was sent. @param now epoch milliseconds */
export function MessageList({
  messages,
  timeZone,
  locale,
  now,
}: {
  messages: SentMessage[];
  timeZone: string;
  locale: string;
  now: number;
}) {
  return (
    <Card flush>
      <ul className="divide-y divide-line">
        {messages.map((message) => {
          const Icon = icons[message.channel];
          const state = stateWords(message, now);
          const at = message.sentAt ?? message.dueAt;
          return (
            <li key={message.id}>
              <Link
                href={`/dashboard/messages/${message.id}`}
                className="grid min-h-16 grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-3 transition-colors hover:bg-accent-soft focus-visible:-outline-offset-2"
              >
                <Icon aria-hidden="true" className="size-5 text-muted" />
                <span className="min-w-0">
                  <span className="flex flex-wrap items-baseline gap-x-2">
                    <span className="font-medium">{kindWords[message.kind] ?? message.kind}</span>
                    <span className="truncate text-muted" dir="auto">
                      {message.who && message.audience === "customer"
                        ? message.who
                        : message.channel === "push"
                          ? "a browser"
                          : message.recipient}
                    </span>
                  </span>
                  <span className="block truncate text-muted text-sm" dir="auto">
                    <span className="sr-only">{channelWords[message.channel]}. </span>
                    {message.subject ??
                      (message.audience === "staff" ? "To staff" : "To the customer")}
                  </span>
                </span>
                <span className="flex flex-col items-end gap-1">
                  <Badge tone={state.tone}>{state.label}</Badge>
                  <time dateTime={at} className="text-muted text-sm">
                    {formatDayTime(at, timeZone, locale)}
                  </time>
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
