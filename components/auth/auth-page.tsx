import type { ReactNode } from "react";
import { Wordmark } from "@/components/brand/wordmark";
import { LanguageChoice } from "@/components/i18n/language-choice";
import { EVERYWHERE, Speak } from "@/components/i18n/speak";
import { Link } from "@/components/ui/link";

/** The frame of the pages for signing in and of the first steps: one column, one decision. */
export function AuthPage({
  title,
  lead,
  children,
  foot,
  languages = true,
}: {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  foot?: ReactNode;
  /** Whether the page speaks every language; those of a business's first steps speak the staff's. */
  languages?: boolean;
}) {
  return (
    <Speak words={[...EVERYWHERE, "auth", "problems"]}>
      <div className="gutter mx-auto flex min-h-dvh w-full max-w-lg flex-col py-6 sm:py-10">
        <Link
          href="/"
          prefetch={false}
          className="inline-flex min-h-11 items-center self-start rounded-sm"
        >
          <Wordmark />
        </Link>
        <main id="main" className="flex-1 pt-8 pb-12 sm:pt-16">
          <h1 className="font-display text-2xl">{title}</h1>
          {lead && <p className="mt-3 text-muted">{lead}</p>}
          <div className="mt-8">{children}</div>
          {foot && <div className="mt-10 border-line border-t pt-6 text-muted">{foot}</div>}
        </main>
        {languages && (
          <footer className="border-line border-t pt-4 text-muted text-sm">
            <LanguageChoice />
          </footer>
        )}
      </div>
    </Speak>
  );
}
