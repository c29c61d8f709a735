import Link from "next/link";
import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A link inside a sentence or a list. */
export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return <Link {...rest} className={cn("prose-link rounded-sm", className)} />;
}
