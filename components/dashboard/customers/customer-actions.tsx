"use client";

import { Ban, CircleCheck, Download, Ellipsis, Eraser, Merge, Pencil } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import { setBlockedAction } from "@/lib/customers/actions";
import type { Customer } from "@/lib/customers/schema";
import { EraseDialog } from "./erase-dialog";
import { NOT_THROUGH, refusalWords } from "./words";

/** What can be done with a customer's record; merging, blocking, handing out and erasing are for managers. */
export function CustomerActions({
  businessId,
  customer,
  manages,
}: {
  businessId: string;
  customer: Customer;
  manages: boolean;
}) {
  const router = useRouter();
  const toast = useToast();
  const [pending, start] = useTransition();
  const [erasing, setErasing] = useState(false);
  const page = `/dashboard/customers/${customer.id}`;

  function block(blocked: boolean, undoable = true) {
    start(async () => {
      try {
        const outcome = await setBlockedAction(businessId, { customerId: customer.id, blocked });
        if (outcome.ok) {
          toast({
            message: blocked
              ? `${customer.name} can no longer book online`
              : `${customer.name} can book online again`,
            action: undoable ? { label: "Undo", onPress: () => block(!blocked, false) } : undefined,
          });
        } else toast({ message: refusalWords(outcome.code) });
        router.refresh();
      } catch {
        toast({ message: NOT_THROUGH });
      }
    });
  }

  return (
    <>
      <ButtonLink href={`${page}/edit`}>
        <Pencil aria-hidden="true" />
        Edit
      </ButtonLink>
      {manages && (
        <Menu
          trigger={
            <Button pending={pending}>
              <Ellipsis aria-hidden="true" />
              More
            </Button>
          }
          label="More"
        >
          {customer.blockedAt ? (
            <MenuItem icon={<CircleCheck aria-hidden="true" />} onSelect={() => block(false)}>
              Let book online again
            </MenuItem>
          ) : (
            <MenuItem icon={<Ban aria-hidden="true" />} onSelect={() => block(true)}>
              Block from booking online
            </MenuItem>
          )}
          <MenuItem icon={<Merge aria-hidden="true" />} href={`${page}/merge`}>
            Merge with another record
          </MenuItem>
          <MenuItem
            icon={<Download aria-hidden="true" />}
            // A download leaves the page where it is.
            onSelect={() => window.location.assign(`${page}/export?business=${businessId}`)}
          >
            Download everything stored
          </MenuItem>
          <MenuSeparator />
          <MenuItem danger icon={<Eraser aria-hidden="true" />} onSelect={() => setErasing(true)}>
            Erase for good
          </MenuItem>
        </Menu>
      )}
      <EraseDialog
        businessId={businessId}
        customer={customer}
        open={erasing}
        onOpenChange={setErasing}
      />
    </>
  );
}
