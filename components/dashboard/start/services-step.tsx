"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { AmountInput, WholeInput } from "@/components/dashboard/services/number-inputs";
import { Button, ButtonLink } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { useFirstFault } from "@/components/ui/use-first-fault";
import { messageFor } from "@/lib/http/messages";
import { noteStartStep, saveFirstServicesAction } from "@/lib/members/start-actions";
import type { FirstServiceRow } from "@/lib/members/start-schema";
import { keepServices, readServices } from "./draft";

/** What can be booked first: the usual of its kind, each with its name, length and price, or one's own. */
export function ServicesStep({
  businessId,
  rows: known,
  currency,
}: {
  businessId: string;
  rows: FirstServiceRow[];
  currency: string;
}) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const [rows, setRows] = useState(known);
  const [fields, setFields] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const form = useFirstFault(fields);
  const wanted = rows.filter((row) => row.wanted).length;

  const begun = useRef(known);
  // After the page has come alive, so that what the server wrote and what the browser keeps do not disagree.
  useEffect(() => {
    const kept = readServices(businessId, begun.current);
    if (kept) setRows(kept);
  }, [businessId]);
  useEffect(() => {
    if (rows !== begun.current) keepServices(businessId, begun.current, rows);
  }, [businessId, rows]);

  const set = (at: number, changes: Partial<FirstServiceRow>) =>
    setRows((before) => before.map((row, i) => (i === at ? { ...row, ...changes } : row)));

  function go(act: () => Promise<boolean>) {
    start(async () => {
      setProblem(null);
      try {
        if (!(await act())) return;
        keepServices(businessId, begun.current, null);
        router.push("/start/live");
      } catch {
        setProblem("That did not get through. What you entered is still here; please try again.");
      }
    });
  }

  const save = () =>
    go(async () => {
      const outcome = await saveFirstServicesAction({ businessId, rows: rows.map(whole) });
      if (outcome.ok) return true;
      setFields(outcome.fields ?? {});
      setProblem(outcome.fields ? "Something above needs another look." : messageFor(outcome.code));
      return false;
    });

  return (
    <form
      ref={form}
      noValidate
      className="space-y-6"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <ul className="divide-y divide-line border-line border-y">
        {rows.map((row, at) => (
          <li key={`${row.id} ${row.slug} ${at}`} className="py-2">
            <Checkbox
              label={row.name || "Another service"}
              checked={row.wanted}
              onChange={({ currentTarget: { checked } }) => set(at, { wanted: checked })}
              {...(row.capacity > 1 ? { hint: `For up to ${row.capacity} people` } : {})}
            />
            {row.wanted && (
              <div className="grid grid-cols-2 gap-3 ps-8 pb-3">
                <Field label="Name" className="col-span-2" error={fields[`rows.${at}.name`]}>
                  <Input
                    autoComplete="off"
                    maxLength={120}
                    value={row.name}
                    onChange={({ currentTarget: { value } }) => set(at, { name: value })}
                  />
                </Field>
                <WholeInput
                  label="Length"
                  unit="min"
                  value={row.durationMin}
                  error={fields[`rows.${at}.durationMin`]}
                  onValue={(value) => set(at, { durationMin: value })}
                />
                <AmountInput
                  label="Price"
                  currency={currency}
                  value={row.priceMinor}
                  error={fields[`rows.${at}.priceMinor`]}
                  onValue={(value) => set(at, { priceMinor: value })}
                />
              </div>
            )}
          </li>
        ))}
      </ul>
      <Button
        onClick={() =>
          setRows((before) => [
            ...before,
            {
              id: null,
              slug: "",
              wanted: true,
              name: "",
              durationMin: 60,
              bufferAfterMin: 0,
              capacity: 1,
              priceMinor: null,
            },
          ])
        }
      >
        <Plus aria-hidden="true" />
        Another service
      </Button>
      {problem && (
        <Notice tone="danger" live>
          {problem}
        </Notice>
      )}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" variant="primary" size="lg" pending={pending}>
          {wanted === 0
            ? "Go on without services"
            : wanted === 1
              ? "Offer this service"
              : `Offer these ${wanted} services`}
        </Button>
        <Button
          variant="quiet"
          size="lg"
          disabled={pending}
          onClick={() =>
            go(async () => {
              await noteStartStep(businessId, null);
              return true;
            })
          }
        >
          Later
        </Button>
        <ButtonLink href="/start/hours" variant="quiet" size="lg" className="me-auto">
          Back
        </ButtonLink>
      </div>
    </form>
  );
}

/** Numbers that are none stand for themselves on the way to the server, which says what is wrong with them. */
function whole(row: FirstServiceRow): FirstServiceRow {
  const no = (value: number | null) => (value !== null && Number.isNaN(value) ? -1 : value);
  return { ...row, durationMin: no(row.durationMin), priceMinor: no(row.priceMinor) };
}
