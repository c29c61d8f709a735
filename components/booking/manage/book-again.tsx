"use client";

import { startTransition, useActionState } from "react";
import { useWords } from "#words";
import { ButtonLink } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { againAction } from "@/lib/bookings/actions";
import { formatDayTime, zoneTime } from "@/lib/format";
import { refusalWords } from "@/lib/i18n/refusal-words";
import { LostTime } from "../lost-time";
import { orUnsent } from "../or-unsent";
import { Unsent } from "../unsent";

const again = orUnsent(againAction);

/** Where a booking has ended, the short way to the next one: the same weekday and time, or another. */
export function BookAgain({
  token,
  proposal,
  zone,
  locale,
  otherwise,
}: {
  token: string;
  /** The time that is proposed; null when nothing is free soon. */
  proposal: { start: string; staff: string; name: string } | null;
  zone: string;
  locale: string;
  /** Where another time is chosen. */
  otherwise: string;
}) {
  const t = useWords("move");
  const refusals = useWords("refusals");
  // Without its script the browser sends the form itself.
  const [plain, sendPlain] = useActionState(againAction, { status: "idle" });
  const [answer, send, sending] = useActionState(again, { status: "idle" });
  const state = answer.status === "idle" ? plain : answer;
  const refused = state.status === "refused" ? state : null;
  return (
    <div>
      {proposal && (
        <form
          action={sendPlain}
          onSubmit={(event) => {
            event.preventDefault();
            const form = new FormData(event.currentTarget);
            startTransition(() => send(form));
          }}
        >
          <input type="hidden" name="token" value={token} />
          <input type="hidden" name="start" value={proposal.start} />
          <input type="hidden" name="staff" value={proposal.staff} />
          <p className="mb-3">
            {t("sameAgain")}{" "}
            <span className="text-muted">
              {t("sameWith", { name: proposal.name, zone: zoneTime(zone, locale) })}
            </span>
          </p>
          <SubmitButton pending={sending}>
            <time dateTime={proposal.start}>
              {t("bookWhen", { when: formatDayTime(proposal.start, zone, locale) })}
            </time>
          </SubmitButton>
        </form>
      )}
      {state.status === "unsent" && !sending && <Unsent className="mt-4" />}
      {refused && (
        <LostTime
          message={refusalWords(refusals, refused.code)}
          times={refused.alternatives}
          zone={zone}
          locale={locale}
          onChoose={(start) => {
            const form = new FormData();
            form.set("token", token);
            form.set("start", start);
            form.set("staff", proposal?.staff ?? "any");
            startTransition(() => send(form));
          }}
        />
      )}
      <ButtonLink
        href={otherwise}
        prefetch={false}
        variant={proposal ? "secondary" : "primary"}
        className={proposal ? "mt-3" : undefined}
      >
        {proposal ? t("anotherTime") : t("bookAgain")}
      </ButtonLink>
    </div>
  );
}
