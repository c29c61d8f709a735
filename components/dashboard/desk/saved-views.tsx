"use client";

import { Bookmark, X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { useToast } from "@/components/ui/toast";
import type { SavedView } from "@/lib/appointments/views";
import { removeViewAction, saveViewAction } from "@/lib/appointments/views-actions";
import { messageFor } from "@/lib/http/messages";

const LOST = "That did not get through. Please try again.";

/** The member's own filters by name, and a way to keep the present one. */
export function SavedViews({
  businessId,
  views,
  query,
}: {
  businessId: string;
  views: SavedView[];
  /** The present filter as the address holds it. */
  query: string;
}) {
  const router = useRouter();
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const [error, setError] = useState("");
  const [busy, setBusy] = useState(false);
  const here = views.some((view) => view.query === query);
  if (views.length === 0 && query === "") return null;

  async function save(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setError("");
    try {
      const outcome = await saveViewAction(businessId, { name, query });
      if (outcome.ok) {
        setOpen(false);
        setName("");
        router.refresh();
      } else setError(outcome.field ?? messageFor(outcome.code));
    } catch {
      setError(LOST);
    } finally {
      setBusy(false);
    }
  }

  async function remove(view: SavedView) {
    try {
      const outcome = await removeViewAction(businessId, view.id);
      toast(
        outcome.ok
          ? {
              message: `“${view.name}” is removed`,
              action: {
                label: "Undo",
                onPress: () => void saveViewAction(businessId, view).then(() => router.refresh()),
              },
            }
          : { message: messageFor(outcome.code) },
      );
      router.refresh();
    } catch {
      toast({ message: LOST });
    }
  }

  return (
    <nav aria-label="Your views" className="flex flex-wrap items-center gap-2">
      <ul className="contents">
        {views.map((view) => (
          <li
            key={view.id}
            className={cn(
              "inline-flex items-center rounded-full border ps-4",
              view.query === query ? "border-accent bg-accent-soft" : "border-line bg-surface",
            )}
          >
            <Link
              href={`/dashboard/bookings${view.query}`}
              aria-current={view.query === query ? "page" : undefined}
              className="inline-flex min-h-11 max-w-60 items-center truncate"
            >
              {view.name}
            </Link>
            <IconButton
              label={`Remove ${view.name}`}
              icon={<X />}
              onClick={() => void remove(view)}
            />
          </li>
        ))}
      </ul>
      {query !== "" && !here && (
        <Popover
          label="Keep this view"
          open={open}
          onOpenChange={setOpen}
          trigger={
            <Button variant="quiet" size="sm">
              <Bookmark aria-hidden="true" />
              Keep this view
            </Button>
          }
        >
          <form onSubmit={save} className="space-y-3">
            <Field label="Name" error={error}>
              <Input
                value={name}
                maxLength={60}
                placeholder="No-shows of this month"
                onChange={(event) => setName(event.currentTarget.value)}
              />
            </Field>
            <Button type="submit" variant="primary" pending={busy}>
              Keep it
            </Button>
          </form>
        </Popover>
      )}
    </nav>
  );
}
