"use client";

import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { refusal } from "@/components/calendars/words";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { disconnect, syncNow, tryConnection } from "@/lib/calendars/actions";

/** What can be done with a connected account: look now, test, take leave. */
export function ConnectionActions({ id, active }: { id: string; active: boolean }) {
  const toast = useToast();
  const router = useRouter();
  const [looking, look] = useTransition();
  const [testing, test] = useTransition();
  const [leaving, leave] = useTransition();
  return (
    <div className="flex flex-wrap gap-3">
      {active && (
        <Button
          variant="primary"
          pending={looking}
          onClick={() =>
            look(async () => {
              const outcome = await syncNow(id);
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
            const outcome = await tryConnection(id);
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
        description="What it blocked is free again at once. Bookings that Daybook wrote there stay in that calendar, but no longer follow changes."
        footer={
          <Button
            variant="danger"
            pending={leaving}
            onClick={() => leave(async () => void (await disconnect(id)))}
          >
            Disconnect
          </Button>
        }
      />
    </div>
  );
}
