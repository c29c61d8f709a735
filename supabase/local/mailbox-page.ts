import type { Message, MessageSummary } from "./mail-store.ts";

const STYLE = `
  :root { color-scheme: light dark; --paper: #fbf8f2; --card: #fffdf9; --ink: #2a2622; --soft: #756c62;
    --line: #e6dfd3; --accent: #2f5d50; }
  @media (prefers-color-scheme: dark) { :root { --paper: #1c1a18; --card: #242120; --ink: #eee8df;
    --soft: #a79d91; --line: #3a3532; --accent: #8fc3b1; } }
  * { box-sizing: border-box; }
  body { margin: 0; background: var(--paper); color: var(--ink);
    font: 16px/1.5 ui-sans-serif, system-ui, sans-serif; }
  main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
  header { display: flex; flex-wrap: wrap; gap: .75rem 1.5rem; align-items: baseline; margin-bottom: 1.25rem; }
  h1 { font-size: 1.375rem; font-weight: 600; margin: 0; overflow-wrap: anywhere; }
  p { margin: 0; } .soft { color: var(--soft); font-size: .875rem; }
  a { color: var(--accent); } a:focus-visible, input:focus-visible, button:focus-visible {
    outline: 2px solid var(--accent); outline-offset: 2px; }
  ul.list { list-style: none; margin: 0; padding: 0; background: var(--card);
    border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
  ul.list li + li { border-top: 1px solid var(--line); }
  ul.list a { display: grid; grid-template-columns: 1fr auto; gap: .125rem 1rem; padding: .75rem 1rem;
    color: inherit; text-decoration: none; }
  ul.list a:hover { background: color-mix(in srgb, var(--accent) 7%, transparent); }
  ul.list strong { font-weight: 600; overflow-wrap: anywhere; }
  time { font-variant-numeric: tabular-nums; }
  form { display: flex; gap: .5rem; margin-inline-start: auto; }
  input, button { font: inherit; min-height: 2.5rem; padding: 0 .75rem; border-radius: 6px;
    border: 1px solid var(--line); background: var(--card); color: inherit; min-width: 0; }
  dl { display: grid; grid-template-columns: auto 1fr; gap: .125rem 1rem; margin: 0 0 1rem; font-size: .9375rem; }
  dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
  iframe { width: 100%; height: 36rem; border: 1px solid var(--line); border-radius: 10px; background: #fff; }
  pre { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1rem;
    white-space: pre-wrap; overflow-wrap: anywhere; font: .875rem/1.5 ui-monospace, monospace; }
  h2 { font-size: 1rem; font-weight: 600; margin: 1.5rem 0 .5rem; }
  .tabs { display: flex; gap: .25rem; margin-bottom: 1rem; }
  .tabs a { padding: .625rem .875rem; border-radius: 6px; text-decoration: none; color: var(--soft); }
  .tabs a[aria-current] { background: var(--card); color: var(--ink); font-weight: 600; border: 1px solid var(--line); }
  .talk { list-style: none; padding: 0; margin: 0; display: grid; gap: .75rem; }
  .talk li { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: .75rem 1rem; max-width: 40rem; }
  .talk li.in { margin-inline-start: auto; background: color-mix(in srgb, var(--accent) 10%, var(--card)); }
  .talk p { overflow-wrap: anywhere; white-space: pre-wrap; }
  .empty { border: 1px dashed var(--line); border-radius: 10px; padding: 3rem 1rem; text-align: center; }
  summary { cursor: pointer; margin: 1.5rem 0 .5rem; }
`;

/** The page with all messages, newest first. */
export function listPage(messages: MessageSummary[], to: string, total: number): string {
  const rows = messages.map(
    (
      one,
    ) => `<li><a href="/messages/${one.id}"><strong>${escaped(one.subject || "(no subject)")}</strong>
      <time class="soft" datetime="${one.receivedAt}">${when(one.receivedAt)}</time>
      <span class="soft">to ${escaped(one.to.join(", "))}</span></a></li>`,
  );
  const list = rows.length
    ? `<ul class="list">${rows.join("")}</ul>`
    : `<p class="empty soft">${to ? `Nothing for ${escaped(to)}.` : "No mail yet. Book something: what Daybook sends arrives here."}</p>`;
  return page(
    "Mailbox",
    `${tabs("/")}<header><h1>Mailbox</h1><p class="soft">${total} message${total === 1 ? "" : "s"}, kept on this machine only</p>
      <form method="get" action="/"><label><span class="soft">To </span>
      <input type="email" name="to" value="${escaped(to)}" placeholder="all addresses"></label><button>Show</button></form></header>${list}`,
    to ? "" : `<meta http-equiv="refresh" content="10">`,
  );
}

/** The page of one message. Its HTML is shown in a frame that may run nothing. */
export function messagePage(message: Message): string {
  const attachments = message.attachments.length
    ? `<h2>Attachments</h2><ul>${message.attachments
        .map(
          (one) =>
            `<li><a href="/messages/${message.id}/attachments/${one.index}" download>${escaped(one.filename)}</a>
             <span class="soft">${escaped(one.mimeType)}, ${one.size} bytes</span></li>`,
        )
        .join("")}</ul>`
    : "";
  return page(
    message.subject || "(no subject)",
    `<header><h1>${escaped(message.subject || "(no subject)")}</h1></header>
     <dl><dt>From</dt><dd>${escaped(message.from)}</dd><dt>To</dt><dd>${escaped(message.to.join(", "))}</dd>
     <dt>Arrived</dt><dd><time datetime="${message.receivedAt}">${when(message.receivedAt)}</time></dd></dl>
     ${
       message.html
         ? `<iframe title="The message" sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation" src="/messages/${message.id}/html"></iframe>
            <details><summary>As plain text</summary><pre>${escaped(message.text)}</pre></details>`
         : `<pre>${linked(message.text)}</pre>`
     }
     ${attachments}
     <details><summary>Headers</summary><pre>${escaped(
       message.headers.map(({ name, value }) => `${name}: ${value}`).join("\n"),
     )}</pre></details>
     <p><a href="/">All messages</a> · <a href="/messages/${message.id}/raw">The raw message</a></p>`,
  );
}

/** The two kinds of messages that are kept here. */
export function tabs(current: "/" | "/sms"): string {
  const tab = (href: string, label: string) =>
    `<a href="${href}"${href === current ? ' aria-current="page"' : ""}>${label}</a>`;
  return `<nav class="tabs" aria-label="Messages">${tab("/", "E-mail")}${tab("/sms", "Text messages")}</nav>`;
}

export function page(title: string, body: string, head = ""): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)} · Daybook mailbox</title>
${head}<style>${STYLE}</style></head><body><main>${body}</main></body></html>`;
}

export function when(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

function linked(text: string): string {
  return escaped(text).replace(
    /https?:\/\/[^\s<>"]+/g,
    (url) => `<a href="${url}" rel="noreferrer">${url}</a>`,
  );
}

export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
