"use client";

import { ArrowLeftRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useState, useTransition } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/card";
import { Notice } from "@/components/ui/states";
import { useToast } from "@/components/ui/toast";
import { mergeCustomersAction } from "@/lib/customers/actions";
import type { Customer, MergePlan } from "@/lib/customers/schema";
import { formatDay } from "@/lib/format";
import { NOT_THROUGH, refusalWords } from "./words";

/** The two records, what becomes of them, and the step itself. A plan that has moved on is shown anew before it is done. */
export function MergeForm({
  businessId,
  plan: first,
  timeZone,
  locale,
}: {
  businessId: string;
  plan: MergePlan;
  timeZone: string;
  locale: string;
}) {
  const router = useRouter();
  const toast = useToast();
  const [pending, start] = useTransition();
  const [plan, setPlan] = useState(first);
  const [moved, setMoved] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { keep, lose, result, moves, version } = plan;

  function merge() {
    start(async () => {
      setRefusal(null);
      try {
        const outcome = await mergeCustomersAction(businessId, {
          keep: keep.id,
          lose: lose.id,
          version,
        });
        if (outcome.ok) {
          toast({ message: `${keep.name} is one record now` });
          router.replace(`/dashboard/customers/${outcome.id}`);
          router.refresh();
        } else if (outcome.code === "stale" && "result" in outcome) {
          setPlan(outcome);
          setMoved(true);
        } else setRefusal(refusalWords(outcome.code));
      } catch {
        setRefusal(NOT_THROUGH);
      }
    });
  }

  const records = { timeZone, locale };
  return (
    <div className="max-w-4xl space-y-6">
      <div className="grid items-stretch gap-4 md:grid-cols-2">
        <RecordCard title="Stays" customer={keep} {...records} />
        <RecordCard title="Goes into it" customer={lose} {...records} />
      </div>
      <ButtonLink href={`/dashboard/customers/${lose.id}/merge?with=${keep.id}`}>
        <ArrowLeftRight aria-hidden="true" />
        Keep the other one instead
      </ButtonLink>
      <Panel title="Afterwards">
        <dl className="space-y-3">
          <Line name="Name">{result.name}</Line>
          <Line name="E-mail">{result.email ?? "None"}</Line>
          {result.otherEmails.length > 0 && (
            <Line name="Also found under">{result.otherEmails.join(", ")}</Line>
          )}
          <Line name="Phone">{result.phone ?? "None"}</Line>
          <Line name="Bookings">
            {moves === 0
              ? "No bookings move."
              : moves === 1
                ? "One booking moves over, with its history."
                : `${moves} bookings move over, with their history.`}
          </Line>
          <Line name="Notes">
            <span className="whitespace-pre-line">{result.notes || "None"}</span>
          </Line>
        </dl>
      </Panel>
      {result.blocked && (
        <Notice tone="warn">One of the two is blocked, so the merged record will be.</Notice>
      )}
      {result.twoAccounts && (
        <Notice tone="warn" title="Both have signed in, with two accounts">
          After this, whoever signs in with either address sees all of these bookings. Only merge if
          it is one person.
        </Notice>
      )}
      {moved && (
        <Notice tone="info" live title="Something has changed since you opened this">
          Above is what would come of it now. If it is right, merge once more.
        </Notice>
      )}
      {refusal && (
        <Notice tone="danger" live>
          {refusal}
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button variant="primary" pending={pending} onClick={merge}>
          Merge the two
        </Button>
        <ButtonLink variant="quiet" href={`/dashboard/customers/${keep.id}`}>
          Leave them apart
        </ButtonLink>
        <p className="text-muted">This cannot be taken apart again.</p>
      </div>
    </div>
  );
}

function RecordCard({
  title,
  customer,
  timeZone,
  locale,
}: {
  title: string;
  customer: Customer;
  timeZone: string;
  locale: string;
}) {
  return (
    <Panel title={title}>
      <dl className="space-y-3">
        <Line name="Name">{customer.name}</Line>
        <Line name="E-mail">{customer.email ?? "None"}</Line>
        <Line name="Phone">{customer.phone ?? "None"}</Line>
        <Line name="Visits">
          {customer.visits}
          {customer.noShows > 0 &&
            `, did not come ${customer.noShows === 1 ? "once" : `${customer.noShows} times`}`}
        </Line>
        <Line name="With you since">
          <time dateTime={customer.createdAt}>
            {formatDay(customer.createdAt, timeZone, locale)}
          </time>
        </Line>
      </dl>
    </Panel>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 sm:grid-cols-[8rem_minmax(0,1fr)]">
      <dt className="text-muted">{name}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}
