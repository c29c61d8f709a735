import type { ComponentProps } from "react";
import { cn } from "./cn";
import { Link } from "./link";

/** A link inside a sentence or a list. */
export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return <Link {...rest} className={cn("prose-link rounded-sm", className)} />;
}
