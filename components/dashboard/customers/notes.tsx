"use client";

import { useEffect, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { saveNotesAction } from "@/lib/customers/actions";
import { NOT_THROUGH, refusalWords } from "./words";

const MAX = 4000;

type Trouble = { code: "stale"; current: string } | { code: "other"; message: string };

/** Notes about a customer, for the team only. Two who write at once are both kept: the second is shown the first's. */
export function Notes({
  businessId,
  customerId,
  stored,
}: {
  businessId: string;
  customerId: string;
  stored: string;
}) {
  const [was, setWas] = useState(stored);
  const [text, setText] = useState(stored);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [saved, setSaved] = useState(false);
  const [pending, start] = useTransition();
  const changed = text !== was;

  // The page has been asked again: what a colleague wrote shows, unless something of one's own is being typed.
  const known = useRef(stored);
  if (known.current !== stored) {
    known.current = stored;
    if (!changed) {
      setWas(stored);
      setText(stored);
    }
  }

  useEffect(() => {
    if (!changed) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [changed]);

  function save(notes: string, base: string) {
    start(async () => {
      try {
        const outcome = await saveNotesAction(businessId, { customerId, was: base, notes });
        if (outcome.ok) {
          setWas(notes);
          setTrouble(null);
          setSaved(true);
        } else if (outcome.code === "stale")
          setTrouble({ code: "stale", current: outcome.current });
        else if (outcome.code === "invalid") {
          const message = outcome.fields.notes ?? refusalWords("invalid");
          setTrouble({ code: "other", message: `These notes are too much: ${message}.` });
        } else setTrouble({ code: "other", message: refusalWords(outcome.code) });
      } catch {
        setTrouble({ code: "other", message: NOT_THROUGH });
      }
    });
  }

  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        save(text, was);
      }}
    >
      <Field label="Notes" hint="Only your team reads them.">
        <Textarea
          name="notes"
          rows={6}
          maxLength={MAX}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setSaved(false);
          }}
        />
      </Field>
      {trouble?.code === "stale" && (
        <Notice
          tone="warn"
          live
          title="A colleague has written here meanwhile"
          action={
            <>
              <Button
                size="sm"
                variant="primary"
                onClick={() => {
                  const both = [trouble.current, text].filter(Boolean).join("\n\n");
                  setText(both);
                  save(both, trouble.current);
                }}
              >
                Keep both
              </Button>
              <Button size="sm" onClick={() => save(text, trouble.current)}>
                Only mine
              </Button>
              <Button
                size="sm"
                onClick={() => {
                  setWas(trouble.current);
                  setText(trouble.current);
                  setTrouble(null);
                }}
              >
                Only theirs
              </Button>
            </>
          }
        >
          <p>Yours is still above and not saved yet. This stands here now:</p>
          <p className="mt-1 whitespace-pre-wrap break-words border-line-strong border-s-2 ps-3">
            {trouble.current || "(nothing)"}
          </p>
        </Notice>
      )}
      {trouble?.code === "other" && (
        <Notice tone="danger" live>
          {trouble.message}
        </Notice>
      )}
      <div className="flex items-center gap-3">
        <Button type="submit" pending={pending} disabled={!changed}>
          Save notes
        </Button>
        <span role="status" className="text-muted">
          {saved && !changed ? "Saved" : ""}
        </span>
      </div>
    </form>
  );
}
