"use client";

import "./globals.css";

// Replaces the root layout when that fails itself, so it leans on nothing but the style sheet.
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <head>
        <title>Something went wrong · Daybook</title>
      </head>
      <body>
        <main className="gutter mx-auto max-w-3xl py-24">
          <h1 className="font-display text-2xl">Something went wrong on our side</h1>
          <p className="mt-4 max-w-prose text-lg text-muted">
            Daybook could not open this page. Appointments that were confirmed are kept. Please try
            again in a moment.
          </p>
          <button
            type="button"
            onClick={reset}
            className="mt-8 min-h-11 rounded-md bg-accent px-4 font-medium text-on-accent"
          >
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
