import { headers } from "next/headers";
import { LanguageForm } from "./language-form";

/** The languages to choose from, for a page's foot. */
export async function LanguageChoice({ className }: { className?: string }) {
  return (
    <LanguageForm here={(await headers()).get("x-pathname") ?? "/"} className={className ?? ""} />
  );
}
