"use client";

import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { answered } from "@/components/calendars/answered";
import { refusal } from "@/components/calendars/words";
import { Button } from "@/components/ui/button";
import { RadioGroup } from "@/components/ui/choice";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { disconnect, syncNow, tryConnection } from "@/lib/calendars/actions";

/** What becomes of the permission, where there is one. */
const LAST_WORD: Record<string, string> = {
  google: "The permission is given back to Google.",
  microsoft:
    "Microsoft lets only you take the permission itself back: at account.microsoft.com, or at myapps.microsoft.com for work.",
};

/** What can be done with a connected account: look now, test, take leave. */
export function ConnectionActions({
  id,
  provider,
  active,
}: {
  id: string;
  provider: string;
  active: boolean;
}) {
  const toast = useToast();
  const router = useRouter();
  const [looking, look] = useTransition();
  const [testing, test] = useTransition();
  const [leaving, leave] = useTransition();
  const [entries, setEntries] = useState<"keep" | "remove">("keep");
  return (
    <div className="flex flex-wrap gap-3">
      {active && (
        <Button
          variant="primary"
          pending={looking}
          onClick={() =>
            look(async () => {
              const outcome = await answered(syncNow(id));
              toast({
                message: outcome.ok
                  ? "Looking now. What comes and goes shows up below."
                  : refusal(outcome.code),
              });
              router.refresh();
            })
          }
        >
          <RefreshCw aria-hidden="true" />
          Sync now
        </Button>
      )}
      <Button
        pending={testing}
        onClick={() =>
          test(async () => {
            const outcome = await answered(tryConnection(id));
            toast({
              message: outcome.ok
                ? `It works: ${outcome.calendars} ${outcome.calendars === 1 ? "calendar" : "calendars"} found${outcome.fresh > 0 ? `, ${outcome.fresh} new` : ""}.`
                : refusal(outcome.code),
            });
          })
        }
      >
        Test
      </Button>
      <Dialog
        trigger={<Button variant="quiet">Disconnect</Button>}
        title="Disconnect this account?"
        description={`What it blocked is free again at once, and Daybook forgets how to get in. ${LAST_WORD[provider] ?? ""}`}
        footer={
          <Button
            variant="danger"
            pending={leaving}
            onClick={() =>
              leave(async () => {
                const outcome = await answered(disconnect(id, entries));
                if (outcome?.ok === false) toast({ message: refusal(outcome.code) });
              })
            }
          >
            Disconnect
          </Button>
        }
      >
        {provider !== "feed" &&
          (active ? (
            <RadioGroup
              label="Bookings that Daybook wrote there"
              name="entries"
              look="cards"
              value={entries}
              onValueChange={(value) => setEntries(value === "remove" ? "remove" : "keep")}
              options={[
                {
                  value: "keep",
                  label: "Leave them there",
                  hint: "They no longer follow what changes here.",
                },
                {
                  value: "remove",
                  label: "Take the coming ones out",
                  hint: "What is over stays in that calendar.",
                },
              ]}
            />
          ) : (
            <p>
              Bookings that Daybook wrote there stay there, because the account no longer lets
              Daybook in. To have them taken out, connect it again first.
            </p>
          ))}
      </Dialog>
    </div>
  );
}
