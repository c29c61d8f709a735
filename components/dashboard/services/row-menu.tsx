"use client";

import { Archive, ArchiveRestore, ArrowDown, ArrowUp, Copy, Ellipsis, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { Notice } from "@/components/ui/states";
import { useToast } from "@/components/ui/toast";
import {
  deleteForGoodAction,
  putAwayAction,
  saveOrderAction,
} from "@/lib/business/arrange-actions";
import { messageFor } from "@/lib/http/messages";
import { duplicateServiceAction } from "@/lib/services/actions";

const NOT_THROUGH = "That did not get through. Nothing was changed; please try again.";

/** What can be done with a service or a person in their list; each step can be taken back but the deleting, which asks. */
export function RowMenu({
  businessId,
  what,
  id,
  name,
  archived,
  ahead,
  order,
}: {
  businessId: string;
  what: "services" | "staff";
  id: string;
  name: string;
  archived: boolean;
  /** Appointments that lie ahead. */
  ahead: number;
  /** Ids of those that are shown beside it, in their order. */
  order: string[];
}) {
  const router = useRouter();
  const toast = useToast();
  const [pending, start] = useTransition();
  const [deleting, setDeleting] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const place = order.indexOf(id);

  function run(act: () => Promise<string | null>) {
    start(async () => {
      try {
        const problem = await act();
        if (problem) toast({ message: problem });
        router.refresh();
      } catch {
        toast({ message: NOT_THROUGH });
      }
    });
  }

  function move(by: -1 | 1) {
    run(async () => {
      const ids = [...order];
      [ids[place], ids[place + by]] = [ids[place + by]!, ids[place]!];
      const outcome = await saveOrderAction({ businessId, what, ids });
      return outcome.ok ? null : messageFor(outcome.code);
    });
  }

  function putAway(away: boolean, undoable = true) {
    run(async () => {
      const outcome = await putAwayAction({ businessId, what, id, away });
      if (!outcome.ok) return messageFor(outcome.code);
      toast({
        message: away ? awayWords(name, ahead) : `${name} can be booked again`,
        action: undoable ? { label: "Undo", onPress: () => putAway(!away, false) } : undefined,
      });
      return null;
    });
  }

  function remove() {
    start(async () => {
      setRefusal(null);
      try {
        const outcome = await deleteForGoodAction({ businessId, what, id });
        if (outcome.ok) {
          setDeleting(false);
          toast({ message: `${name} is deleted` });
          router.refresh();
        } else setRefusal(outcome.code);
      } catch {
        setRefusal("not_through");
      }
    });
  }

  return (
    <>
      <Menu
        align="end"
        label={`Actions for ${name}`}
        trigger={
          <IconButton
            label={`Actions for ${name}`}
            icon={<Ellipsis aria-hidden="true" />}
            disabled={pending}
          />
        }
      >
        {place > 0 && (
          <MenuItem icon={<ArrowUp aria-hidden="true" />} onSelect={() => move(-1)}>
            Move up
          </MenuItem>
        )}
        {place >= 0 && place < order.length - 1 && (
          <MenuItem icon={<ArrowDown aria-hidden="true" />} onSelect={() => move(1)}>
            Move down
          </MenuItem>
        )}
        {what === "services" && (
          <MenuItem
            icon={<Copy aria-hidden="true" />}
            onSelect={() =>
              run(async () => {
                const outcome = await duplicateServiceAction({
                  businessId,
                  serviceId: id,
                  name: `${name} (copy)`.slice(0, 120),
                });
                if (!outcome.ok) return messageFor(outcome.code);
                router.push(`/dashboard/services/${outcome.id}`);
                return null;
              })
            }
          >
            Duplicate
          </MenuItem>
        )}
        {archived ? (
          <MenuItem icon={<ArchiveRestore aria-hidden="true" />} onSelect={() => putAway(false)}>
            Put back
          </MenuItem>
        ) : (
          <MenuItem icon={<Archive aria-hidden="true" />} onSelect={() => putAway(true)}>
            Put away
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem
          danger
          icon={<Trash2 aria-hidden="true" />}
          onSelect={() => {
            setRefusal(null);
            setDeleting(true);
          }}
        >
          Delete
        </MenuItem>
      </Menu>
      <Dialog
        open={deleting}
        onOpenChange={setDeleting}
        title={`Delete ${name}?`}
        description="It is gone for good then. Only what was never booked can be deleted."
        footer={
          <>
            <DialogClose>
              <Button>Keep</Button>
            </DialogClose>
            {refusal === "in_use" ? (
              !archived && (
                <Button
                  variant="primary"
                  onClick={() => {
                    setDeleting(false);
                    putAway(true);
                  }}
                >
                  Put it away instead
                </Button>
              )
            ) : (
              <Button variant="danger" pending={pending} onClick={remove}>
                Delete
              </Button>
            )}
          </>
        }
      >
        {refusal && (
          <Notice tone="warn" live>
            {refusal === "in_use"
              ? `${name} stands in bookings or on the waiting list, which would be left without it. Put away, nobody can book it any more, and what was booked stays as it is.`
              : refusal === "not_through"
                ? NOT_THROUGH
                : messageFor(refusal)}
          </Notice>
        )}
      </Dialog>
    </>
  );
}

function awayWords(name: string, ahead: number): string {
  if (ahead === 0) return `${name} can no longer be booked`;
  const bookings = ahead === 1 ? "one appointment ahead stays" : `${ahead} appointments ahead stay`;
  return `${name} can no longer be booked; ${bookings}`;
}
