"use client";

import Link from "next/link";
import { useTransition } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/card";
import { Notice } from "@/components/ui/states";
import { useToast } from "@/components/ui/toast";
import { letStayAction } from "@/lib/appointments/stays-actions";
import { messageFor } from "@/lib/http/messages";
import type { Need, NeedGroup } from "@/lib/today/need";

/** What needs somebody now, a panel for each sort. */
export function Needs({
  businessId,
  needs,
  onOpen,
  onSettled,
}: {
  businessId: string;
  needs: { groups: NeedGroup[]; missing: boolean };
  /** Opens an appointment beside the page. */
  onOpen: (appointmentId: string) => void;
  onSettled: () => void;
}) {
  const letStay = useLettingStay(businessId, onSettled);
  return (
    <>
      {needs.missing && (
        <Notice tone="warn">
          Not everything that may need you could be read just now. Load the page again in a minute.
        </Notice>
      )}
      {needs.groups.map((group) => (
        <Panel
          key={group.key}
          title={group.title}
          description={group.description}
          action={
            group.more && (
              <Link
                href={group.more.href}
                className="prose-link inline-flex min-h-11 items-center text-sm"
              >
                {group.more.label}
              </Link>
            )
          }
          flush
        >
          <ul className="divide-y divide-line">
            {group.needs.map((need) => (
              <li
                key={need.key}
                className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3 sm:px-6"
              >
                <div className="min-w-48 flex-1">
                  <p className="break-words font-medium">{need.title}</p>
                  <p className="break-words text-muted text-sm">{need.detail}</p>
                </div>
                <div className="flex flex-wrap gap-2">
                  <NeedAction need={need} onOpen={onOpen} />
                  {need.mayStay && need.appointmentId && (
                    <Button
                      variant="quiet"
                      pending={letStay.busy}
                      aria-label={`It stays: ${need.title}`}
                      onClick={() => letStay.note(need.appointmentId!, need.title, true)}
                    >
                      It stays
                    </Button>
                  )}
                </div>
              </li>
            ))}
          </ul>
        </Panel>
      ))}
    </>
  );
}

function NeedAction({ need, onOpen }: { need: Need; onOpen: (id: string) => void }) {
  const { appointmentId, href, action, title } = need;
  const label = `${action}: ${title}`;
  if (appointmentId) {
    return (
      <Button aria-label={label} onClick={() => onOpen(appointmentId)}>
        {action}
      </Button>
    );
  }
  return href ? (
    <ButtonLink aria-label={label} href={href}>
      {action}
    </ButtonLink>
  ) : null;
}

/** Notes with one press that an appointment stays outside the hours, with the way back. */
function useLettingStay(businessId: string, onDone: () => void) {
  const toast = useToast();
  const [busy, start] = useTransition();
  function note(appointmentId: string, name: string, stays: boolean) {
    start(async () => {
      try {
        const outcome = await letStayAction({ businessId, appointmentId, stays });
        toast(
          outcome.ok
            ? {
                message: stays ? `${name} stays where it is` : `${name} is to be looked at`,
                ...(stays && {
                  action: { label: "Undo", onPress: () => note(appointmentId, name, false) },
                }),
              }
            : { message: messageFor(outcome.code) },
        );
        onDone();
      } catch {
        toast({ message: "That did not get through. Nothing was changed; please try again." });
      }
    });
  }
  return { busy, note };
}
