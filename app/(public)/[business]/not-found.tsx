import { ButtonLink } from "@/components/ui/button";

/** A service that this business does not have (any more). */
export default function ServiceNotFound() {
  return (
    <main id="main" className="gutter mx-auto w-full max-w-3xl flex-1 py-16">
      <h1 className="font-display text-2xl">This cannot be booked here</h1>
      <p className="mt-4 max-w-prose text-lg text-muted">
        The service has been taken away or has another name now. The business's page shows what
        there is.
      </p>
      <div className="mt-8">
        <ButtonLink href="." variant="primary">
          See what can be booked
        </ButtonLink>
      </div>
    </main>
  );
}
