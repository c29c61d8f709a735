"use client";

import { Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

/** Stays in sight while there is something to save. */
export function SaveBar({
  dirty,
  saving,
  problem,
  onSave,
  onUndo,
  onDiscard,
}: {
  dirty: boolean;
  saving: boolean;
  /** Why it cannot be saved as it is. */
  problem: ReactNode;
  onSave: () => void;
  onUndo: (() => void) | null;
  onDiscard: () => void;
}) {
  if (!dirty) return null;
  return (
    <div className="sticky bottom-18 z-20 rounded-lg border border-line bg-raised p-3 shadow-float lg:bottom-4">
      <div className="flex flex-wrap items-center gap-2">
        <p role="status" className="me-auto min-w-40 ps-1">
          {problem ? <span className="text-danger">{problem}</span> : "Not saved yet."}
        </p>
        {onUndo && (
          <Button variant="quiet" onClick={onUndo}>
            <Undo2 aria-hidden="true" />
            Undo
          </Button>
        )}
        <Button onClick={onDiscard}>Discard</Button>
        <Button variant="primary" pending={saving} disabled={Boolean(problem)} onClick={onSave}>
          Save
        </Button>
      </div>
    </div>
  );
}
