"use client";

import { Plus, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { useToast } from "@/components/ui/toast";
import { saveResourcesAction } from "@/lib/availability/actions";
import type { Resource } from "@/lib/availability/editor-data";
import { messageFor } from "@/lib/http/messages";

interface Line {
  key: string;
  id: string | null;
  name: string;
  quantity: string;
  removed: boolean;
}

/** Rooms and equipment, and how many there are of each. */
export function ResourcesEditor({
  businessId,
  resources,
}: {
  businessId: string;
  resources: Resource[];
}) {
  const toast = useToast();
  const router = useRouter();
  const [lines, setLines] = useState(() => resources.map(lineOf));
  const [dirty, setDirty] = useState(false);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  function set(key: string, part: Partial<Line>) {
    setLines(lines.map((line) => (line.key === key ? { ...line, ...part } : line)));
    setDirty(true);
  }

  async function save() {
    setProblem(null);
    const wanted = lines.filter(({ id, removed }) => id !== null || !removed);
    const names = wanted.filter(({ removed }) => !removed).map(({ name }) => name.trim());
    if (names.some((name) => name === "")) return setProblem("Give each one a name.");
    if (new Set(names).size < names.length) return setProblem("Two have the same name.");
    if (wanted.some(({ quantity }) => !/^[1-9]\d{0,2}$/.test(quantity.trim()))) {
      return setProblem("How many there are is a whole number from 1 to 500.");
    }
    setSaving(true);
    try {
      const outcome = await saveResourcesAction({
        businessId,
        resources: wanted.map(({ id, name, quantity, removed }) => ({
          id,
          name,
          quantity: Number(quantity),
          removed,
        })),
      });
      if (outcome.ok) {
        setLines(outcome.resources.map(lineOf));
        setDirty(false);
        toast({ message: "Saved." });
        router.refresh();
      } else if ("fields" in outcome) setProblem(Object.values(outcome.fields)[0] ?? "");
      else {
        setProblem(
          outcome.code === "name_taken" ? "There is one of that name." : messageFor(outcome.code),
        );
      }
    } catch {
      setProblem("That did not get through. Your changes are still here; please save again.");
    } finally {
      setSaving(false);
    }
  }

  return (
    <section aria-label="What you have" className="space-y-4 border-line border-t pt-6">
      <div>
        <h2 className="font-medium text-lg">What you have</h2>
        <p className="text-muted">
          Rooms, chairs and equipment. A booking that needs one is only offered while one is free.
        </p>
      </div>
      <ul className="space-y-2">
        {lines
          .filter(({ removed }) => !removed)
          .map((line) => (
            <li key={line.key} className="flex items-center gap-2">
              <Input
                aria-label="Name"
                value={line.name}
                maxLength={120}
                className="max-w-80"
                onChange={(event) => set(line.key, { name: event.currentTarget.value })}
              />
              <Input
                aria-label={`How many of ${line.name || "it"}`}
                inputMode="numeric"
                value={line.quantity}
                className="w-20!"
                onChange={(event) => set(line.key, { quantity: event.currentTarget.value })}
              />
              <IconButton
                label={`Remove ${line.name || "it"}`}
                icon={<Trash2 />}
                onClick={() => set(line.key, { removed: true })}
              />
            </li>
          ))}
      </ul>
      {problem && (
        <Notice tone="danger" live>
          {problem}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          onClick={() => {
            const key = `new-${lines.length}`;
            setLines([...lines, { key, id: null, name: "", quantity: "1", removed: false }]);
            setDirty(true);
          }}
        >
          <Plus aria-hidden="true" />
          Add a room or equipment
        </Button>
        {dirty && (
          <Button variant="primary" pending={saving} onClick={() => void save()}>
            Save what you have
          </Button>
        )}
      </div>
    </section>
  );
}

function lineOf({ id, name, quantity }: Resource): Line {
  return { key: id, id, name, quantity: String(quantity), removed: false };
}
