"use client";

import { ImagePlus, Trash2 } from "lucide-react";
import Image from "next/image";
import { useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { FieldError } from "@/components/ui/field";

/**
 * Longer sides are made this short before a photo is sent: enough for every page, small enough for every phone. A sign is
 * smaller and stays a PNG, which is drawn into app icons as well.
 */
const PHOTO = { type: "image/webp", longestSide: 1600, quality: 0.86 } as const;
const SIGN = { type: "image/png", longestSide: 640, quality: 1 } as const;

/** A photo to choose; it is made smaller here, which also takes out where it was taken, and kept on the server. */
export function PhotoField({
  businessId,
  label,
  hint,
  value,
  onValue,
  shape = "wide",
  sign = false,
}: {
  businessId: string;
  label: string;
  hint?: string;
  /** Where the photo is shown; null = none. */
  value: string | null;
  onValue: (url: string | null) => void;
  shape?: "wide" | "round" | "square";
  /** Whether it is a business's sign rather than a photo. */
  sign?: boolean;
}) {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function choose(file: File) {
    setSending(true);
    setProblem(null);
    try {
      const small = await shrink(file, sign ? SIGN : PHOTO);
      const answer = await fetch(`/api/photos?business=${businessId}`, {
        method: "POST",
        headers: { "content-type": small.type },
        body: small,
      });
      const body = (await answer.json()) as { url?: string; error?: { message: string } };
      if (body.url) onValue(body.url);
      else setProblem(body.error?.message ?? "That photo could not be kept.");
    } catch (error) {
      setProblem(
        error instanceof NotAPicture
          ? "This file is not a picture that can be shown."
          : "That did not get through. Please choose the photo again.",
      );
    } finally {
      setSending(false);
      if (input.current) input.current.value = "";
    }
  }

  return (
    <fieldset aria-describedby={problem ? `${id}-error` : undefined}>
      <legend className="font-medium">{label}</legend>
      {hint && <p className="text-muted text-sm">{hint}</p>}
      <div className="mt-2 flex flex-wrap items-center gap-4">
        {value && (
          <span
            className={cn(
              "relative block overflow-hidden bg-sunken",
              shape === "wide" && "h-24 w-40 rounded-md",
              shape === "round" && "size-24 rounded-full",
              shape === "square" && "size-24 rounded-md",
            )}
          >
            <Image src={value} alt="" fill unoptimized className="object-cover" />
          </span>
        )}
        <input
          ref={input}
          type="file"
          accept="image/jpeg,image/png,image/webp"
          aria-label={label}
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file) void choose(file);
          }}
        />
        <Button pending={sending} onClick={() => input.current?.click()}>
          <ImagePlus aria-hidden="true" />
          {value ? "Another photo" : "Choose a photo"}
        </Button>
        {value && (
          <Button variant="quiet" onClick={() => onValue(null)}>
            <Trash2 aria-hidden="true" />
            Without a photo
          </Button>
        )}
      </div>
      {problem && <FieldError id={`${id}-error`}>{problem}</FieldError>}
    </fieldset>
  );
}

class NotAPicture extends Error {}

async function shrink(
  file: File,
  { type, longestSide, quality }: typeof PHOTO | typeof SIGN,
): Promise<Blob> {
  const picture = await createImageBitmap(file).catch(() => {
    throw new NotAPicture();
  });
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
  if (!blob) throw new NotAPicture();
  return blob;
}
