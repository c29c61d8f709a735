import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LetterFrame } from "@/components/dashboard/messages/letter-frame";
import { ResendButton } from "@/components/dashboard/messages/resend-button";
import { DashboardPage } from "@/components/dashboard/page";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Notice } from "@/components/ui/states";
import { TextLink } from "@/components/ui/text-link";
import { formatCharge, formatDayTime, zoneTime } from "@/lib/format";
import { desk as deskOf } from "@/lib/members/data";
import { messageDetail } from "@/lib/notifications/data";
import { channelWords, kindWords, reasonWords, stateWords } from "@/lib/notifications/desk-words";
import { voiceFor } from "@/lib/notifications/language.ts";
import { renderHtml } from "@/lib/notifications/render.ts";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Message" };

const events: Record<string, string> = {
  retry: "Could not be sent, tries again",
  dead: "Given up",
  dropped: "No longer needed",
  delivered: "Arrived",
  delayed: "Delayed at the receiver's",
  undelivered: "Not delivered",
  bounced: "Came back",
  complained: "Marked as unwanted",
};

export default async function MessagePage({ params }: PageProps<"/dashboard/messages/[id]">) {
  const { id } = await params;
  const { db, businessId } = await requireMember(`/dashboard/messages/${id}`, "manager");
  const [desk, found] = await Promise.all([deskOf(db, businessId), messageDetail(businessId, id)]);
  if (!found) notFound();
  const { message, content } = found;
  const when = (instant: string) => formatDayTime(instant, desk.timeZone, desk.locale);
  const state = stateWords(message, Date.now());
  const failed =
    message.status === "dead" || ["bounced", "undelivered"].includes(message.delivery ?? "");
  const why = reasonWords(message.deliveryError ?? message.error);
  const history = [
    { at: message.createdAt, text: "Written" },
    ...(message.sentAt ? [{ at: message.sentAt, text: "Sent" }] : []),
    ...found.events.map(({ event, detail, at }) => ({
      at,
      text: `${events[event] ?? event}${detail ? `: ${reasonWords(detail)}` : ""}`,
    })),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return (
    <DashboardPage className="max-w-5xl">
      <PageHeader
        title={kindWords[message.kind] ?? message.kind}
        description={`${channelWords[message.channel]} to ${message.channel === "push" ? "a browser" : message.recipient}`}
        back={{ href: "/dashboard/messages", label: "Messages" }}
        actions={<Badge tone={state.tone}>{state.label}</Badge>}
      />
      {failed && (
        <Notice tone="danger" title="It did not arrive">
          {why ?? "The provider gave no reason."}
        </Notice>
      )}
      {failed && !message.resentAs && <ResendButton businessId={businessId} id={message.id} />}
      {message.resentAs && (
        <p>
          It has been{" "}
          <TextLink href={`/dashboard/messages/${message.resentAs}`}>sent again</TextLink>.
        </p>
      )}
      {message.status === "dropped" && why && <Notice tone="info">{why}</Notice>}
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <section aria-label="What was sent" className="min-w-0">
          {!content ? (
            <Card>
              <p className="text-muted">
                {message.status === "queued" || message.status === "sending"
                  ? `It is written when it goes out: ${when(message.dueAt)}.`
                  : "Its words are not kept."}
              </p>
            </Card>
          ) : "letter" in content ? (
            <Card flush>
              <p className="border-line border-b px-4 py-3 font-medium" dir="auto">
                {content.subject}
              </p>
              <LetterFrame
                title="The letter as it was sent"
                html={renderHtml(content.letter, content.sender, voiceFor(content.language))}
              />
            </Card>
          ) : (
            <Card>
              <p dir="auto" className="whitespace-pre-wrap break-words">
                {"subject" in content ? `${content.subject}\n${content.body}` : content.body}
              </p>
            </Card>
          )}
        </section>
        <aside className="space-y-6">
          <section className="space-y-3">
            <h2 className="font-medium text-lg">What happened</h2>
            <ol className="space-y-3 border-line border-s ps-4">
              {history.map(({ at, text }) => (
                <li key={`${at} ${text}`}>
                  <time dateTime={at} className="block text-muted text-sm">
                    {when(at)}
                  </time>
                  {text}
                </li>
              ))}
            </ol>
            <p className="text-muted text-sm">Times are {zoneTime(desk.timeZone, desk.locale)}.</p>
          </section>
          <dl className="space-y-2 text-sm">
            {message.segments !== null && (
              <div>
                <dt className="text-muted">Parts</dt>
                <dd>{message.segments}</dd>
              </div>
            )}
            {message.cost !== null && message.costCurrency && (
              <div>
                <dt className="text-muted">Cost</dt>
                <dd>{formatCharge(message.cost, message.costCurrency, desk.locale)}</dd>
              </div>
            )}
            {message.provider && (
              <div>
                <dt className="text-muted">Sent through</dt>
                <dd>{message.provider}</dd>
              </div>
            )}
          </dl>
          {message.bookingId && (
            <ul className="space-y-1">
              <li>
                <TextLink href={`/dashboard/bookings/${message.bookingId}`}>The booking</TextLink>
              </li>
              <li>
                <TextLink href={`/dashboard/messages?booking=${message.bookingId}`}>
                  All messages about this booking
                </TextLink>
              </li>
            </ul>
          )}
        </aside>
      </div>
    </DashboardPage>
  );
}
