import { escaped, page, tabs, when } from "./mailbox-page.ts";
import type { TextMessage } from "./sms.ts";

/** The page with all text messages, newest first, and a place to answer as somebody's phone would. */
export function smsPage(messages: TextMessage[], number: string, total: number): string {
  const rows = messages.map((one) => {
    const incoming = one.direction === "inbound";
    const parts = `${one.segments} part${one.segments === 1 ? "" : "s"}`;
    return `<li class="${incoming ? "in" : "out"}"><p class="soft">${incoming ? `from ${linkTo(one.from)}` : `to ${linkTo(one.to)}`}
      · <time datetime="${one.at}">${when(one.at)}</time> · ${parts} · ${one.status}</p><p dir="auto">${linked(one.body)}</p></li>`;
  });
  const answer = number
    ? `<form method="post" action="/api/sms"><input type="hidden" name="from" value="${escaped(number)}">
       <label><span class="soft">Answer as ${escaped(number)} </span><input name="body" required placeholder="C, X, STOP, HELP …"></label>
       <button>Send</button></form>`
    : "";
  return page(
    "Text messages",
    `${tabs("/sms")}<header><h1>${number ? escaped(number) : "Text messages"}</h1>
      <p class="soft">${total} message${total === 1 ? "" : "s"}, kept on this machine only${number ? ` · <a href="/sms">All numbers</a>` : ""}</p></header>
     ${answer}
     ${rows.length ? `<ul class="talk">${rows.join("")}</ul>` : `<p class="empty soft">No text messages yet.</p>`}`,
    number ? "" : `<meta http-equiv="refresh" content="10">`,
  );
}

function linkTo(number: string): string {
  return `<a href="/sms?number=${encodeURIComponent(number)}">${escaped(number)}</a>`;
}

function linked(text: string): string {
  return escaped(text).replace(
    /https?:\/\/[^\s<>"]+/g,
    (url) => `<a href="${url}" rel="noreferrer">${url}</a>`,
  );
}
