import { Wordmark } from "@/components/brand/wordmark";
import { ButtonLink } from "@/components/ui/button";

export default function WaitlistNotFound() {
  return (
    <main id="main" className="gutter mx-auto flex min-h-dvh max-w-3xl flex-col py-8">
      <Wordmark />
      <div className="my-auto py-16">
        <h1 className="font-display text-2xl">This link opens no waiting list</h1>
        <p className="mt-4 max-w-prose text-lg text-muted">
          It may have lost a letter on its way. Please open it once more from the newest e-mail you
          were sent. Nothing has been changed.
        </p>
        <ButtonLink href="/" className="mt-8">
          Go to the first page
        </ButtonLink>
      </div>
    </main>
  );
}
