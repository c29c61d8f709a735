"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { saveNotesAction } from "@/lib/customers/actions";
import { carriedInto, keepNote, readNote } from "./note-draft";
import { NOT_THROUGH, refusalWords } from "./words";

const MAX = 4000;

type Trouble = { code: "stale"; current: string } | { code: "other"; message: string };

/**
 * Notes about a customer, for the team only. Two who write at once are both kept: the second is shown the first's. What
 * was typed about a record that a colleague merged meanwhile follows to the record that was kept.
 */
export function Notes({
  businessId,
  customerId,
  mergedFrom,
  stored,
}: {
  businessId: string;
  customerId: string;
  /** The record that the page was asked for, if it has become a part of this one. */
  mergedFrom: string | null;
  stored: string;
}) {
  const router = useRouter();
  const [carried, setCarried] = useState(false);
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

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what was left unsaved before the page came
  useEffect(() => {
    const theirs = mergedFrom === null ? null : readNote(mergedFrom);
    const own = readNote(customerId);
    if (mergedFrom !== null) keepNote(mergedFrom, null);
    if (theirs === null) {
      if (own === null) return;
      // Begun on what stood there then: should a colleague have written since, saving says so.
      setWas(own.was);
      setText(own.text);
      return;
    }
    if (own !== null) setWas(own.was);
    setText(carriedInto(own?.text ?? stored, theirs));
    setCarried(true);
  }, []);

  useEffect(() => {
    if (!changed) return;
    keepNote(customerId, { was, text });
  }, [changed, customerId, was, text]);

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
          keepNote(customerId, null);
          setCarried(false);
          setWas(notes);
          setTrouble(null);
          setSaved(true);
        } else if (outcome.code === "stale")
          setTrouble({ code: "stale", current: outcome.current });
        else if (outcome.code === "invalid") {
          const message = outcome.fields.notes ?? refusalWords("invalid");
          setTrouble({ code: "other", message: `These notes are too much: ${message}.` });
        } else {
          setTrouble({ code: "other", message: refusalWords(outcome.code) });
          // Merged: its address leads on to the record that was kept, and what was typed goes along.
          if (outcome.code === "not_found") router.refresh();
        }
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
            const typed = event.currentTarget.value;
            setText(typed);
            setSaved(false);
            if (typed === was) keepNote(customerId, null);
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
                  keepNote(customerId, null);
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
      {carried && !trouble && (
        <Notice tone="warn" live title="Your note has come along, and is not saved yet">
          A colleague has merged the customer you were writing about with this one.
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
