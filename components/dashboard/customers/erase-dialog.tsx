"use client";

import { useRouter } from "next/navigation";
import { useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { useToast } from "@/components/ui/toast";
import { eraseCustomerAction } from "@/lib/customers/actions";
import type { Customer } from "@/lib/customers/schema";
import { NOT_THROUGH, refusalWords } from "./words";

/** Erasing cannot be undone, so it is the one step here that asks: the name is typed. */
export function EraseDialog({
  businessId,
  customer,
  open,
  onOpenChange,
}: {
  businessId: string;
  customer: Customer;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const router = useRouter();
  const toast = useToast();
  const form = useId();
  const [pending, start] = useTransition();
  const [typed, setTyped] = useState("");
  const [mistake, setMistake] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);

  function erase() {
    if (typed.trim().toLowerCase() !== customer.name.toLowerCase()) {
      setMistake(`Type the name as it stands here: ${customer.name}`);
      return;
    }
    start(async () => {
      try {
        const outcome = await eraseCustomerAction(businessId, {
          customerId: customer.id,
          name: typed,
        });
        if (outcome.ok) {
          toast({ message: `${customer.name} is erased` });
          router.replace("/dashboard/customers");
          router.refresh();
        } else if (outcome.code === "has_upcoming") setRefusal(ahead(outcome.upcoming));
        else setRefusal(refusalWords(outcome.code));
      } catch {
        setRefusal(NOT_THROUGH);
      }
    });
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setMistake(null);
        setRefusal(null);
        setTyped("");
        onOpenChange(next);
      }}
      title={`Erase ${customer.name}?`}
      description="This cannot be undone, by nobody."
      footer={
        customer.upcoming > 0 ? (
          <DialogClose>
            <Button>Close</Button>
          </DialogClose>
        ) : (
          <>
            <DialogClose>
              <Button>Keep</Button>
            </DialogClose>
            <Button type="submit" form={form} variant="danger" pending={pending}>
              Erase for good
            </Button>
          </>
        )
      }
    >
      {customer.upcoming > 0 ? (
        <Notice tone="warn">{ahead(customer.upcoming)}</Notice>
      ) : (
        <form
          id={form}
          noValidate
          className="space-y-4"
          onSubmit={(event) => {
            event.preventDefault();
            erase();
          }}
        >
          <ul className="list-disc space-y-1 ps-5">
            <li>Name, e-mail, phone, notes and places on the waiting list go.</li>
            <li>
              Past bookings stay as figures without a name: when, what, what it cost. Answers,
              remarks and reasons go.
            </li>
            <li>Messages that wait are not sent; of sent ones the contents go.</li>
            {customer.blockedAt && <li>The block goes with the address.</li>}
          </ul>
          <Field label={`Type “${customer.name}” to confirm`} error={mistake}>
            <Input
              autoComplete="off"
              value={typed}
              onChange={(event) => {
                setTyped(event.currentTarget.value);
                setMistake(null);
              }}
            />
          </Field>
          {refusal && (
            <Notice tone="danger" live>
              {refusal}
            </Notice>
          )}
        </form>
      )}
    </Dialog>
  );
}

function ahead(count: number): string {
  const bookings = count === 1 ? "a booking" : `${count} bookings`;
  return `There is ${bookings} ahead. Cancel first, so that the person hears of it; then erase.`;
}
