import type { Metadata } from "next";
import { Wordmark } from "@/components/brand/wordmark";
import { ButtonLink } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main id="main" className="gutter mx-auto flex min-h-dvh max-w-3xl flex-col py-8">
      <Wordmark />
      <div className="my-auto py-16">
        <h1 className="font-display text-2xl">This page is not in the book</h1>
        <p className="mt-4 max-w-prose text-lg text-muted">
          The address may have a slip in it, or the page has been taken away. If you followed a link
          to your own booking, open it once more from the newest e-mail we sent you: your booking is
          safe.
        </p>
        <div className="mt-8 flex flex-wrap gap-3">
          <ButtonLink href="/" variant="primary">
            Go to the first page
          </ButtonLink>
        </div>
      </div>
    </main>
  );
}
