"use client";

import { useCallback, useEffect, useState } from "react";

interface State<T> {
  base: T;
  draft: T;
  past: T[];
}

/** Steps that can be taken back; beyond that nobody remembers what they were. */
const MAX_UNDO = 50;

export interface Draft<T> {
  base: T;
  draft: T;
  dirty: boolean;
  change: (next: T | ((draft: T) => T)) => void;
  undo: (() => void) | null;
  discard: () => void;
  /** Takes what the server has now as the new ground, with the draft on it (the same where nothing is pending). */
  rebase: (base: T, draft?: T) => void;
}

/** A document that is edited before it is saved, with undo. Leaving the page with changes asks first. */
export function useDraft<T>(loaded: T, same: (a: T, b: T) => boolean): Draft<T> {
  const [state, setState] = useState<State<T>>({ base: loaded, draft: loaded, past: [] });
  const dirty = !same(state.base, state.draft);

  const change = useCallback((next: T | ((draft: T) => T)) => {
    setState((now) => {
      const draft = typeof next === "function" ? (next as (draft: T) => T)(now.draft) : next;
      return { ...now, draft, past: [...now.past, now.draft].slice(-MAX_UNDO) };
    });
  }, []);
  const undo = useCallback(() => {
    setState((now) => {
      const draft = now.past.at(-1);
      return draft === undefined ? now : { ...now, draft, past: now.past.slice(0, -1) };
    });
  }, []);
  const discard = useCallback(() => {
    setState((now) => ({ ...now, draft: now.base, past: [...now.past, now.draft] }));
  }, []);
  const rebase = useCallback((base: T, draft?: T) => {
    setState({ base, draft: draft ?? base, past: [] });
  }, []);

  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [dirty]);

  return {
    base: state.base,
    draft: state.draft,
    dirty,
    change,
    undo: state.past.length > 0 ? undo : null,
    discard,
    rebase,
  };
}
