import Image from "next/image";
import { QuestionField } from "@/components/booking/question-field";
import { formatDuration, formatMoney } from "@/lib/format";
import type { Desk } from "@/lib/members/schema";
import type { ServiceDetails } from "@/lib/services/schema";

/** How customers will read it, while it is being written. Nothing in it can be pressed. */
export function ServicePreview({ details, desk }: { details: ServiceDetails; desk: Desk }) {
  const people = desk.people.filter(({ id }) => details.staff.some((one) => one.id === id));
  const lengths = details.staff.map((one) => one.durationMin ?? details.durationMin);
  const prices = details.staff.map((one) => one.priceMinor ?? details.priceMinor);
  const known = prices.filter((price) => price !== null && !Number.isNaN(price)) as number[];
  const shortest = Math.min(...(lengths.length > 0 ? lengths : [details.durationMin]));
  const longest = Math.max(...(lengths.length > 0 ? lengths : [details.durationMin]));
  const cheapest = known.length > 0 ? Math.min(...known) : details.priceMinor;
  const varies = new Set(prices).size > 1;
  return (
    <section aria-label="Preview" className="xl:sticky xl:top-6">
      <h2 className="mb-2 text-muted">As customers read it</h2>
      <div className="overflow-hidden rounded-lg border border-line bg-surface">
        {details.photoUrl && (
          <span className="relative block h-36 bg-sunken">
            <Image src={details.photoUrl} alt="" fill unoptimized className="object-cover" />
          </span>
        )}
        <div className="space-y-3 p-5">
          <div className="flex items-baseline justify-between gap-4">
            <p className="font-medium text-lg">{details.name || "Its name"}</p>
            <p className="tabular shrink-0">
              {cheapest === null || Number.isNaN(cheapest)
                ? "On request"
                : cheapest === 0 && !varies
                  ? "Free"
                  : `${varies ? "from " : ""}${formatMoney(cheapest, desk.currency, desk.locale)}`}
            </p>
          </div>
          {details.description && (
            <p className="whitespace-pre-line text-muted">{details.description}</p>
          )}
          <p className="text-muted text-sm">
            {Number.isNaN(shortest)
              ? ""
              : shortest === longest
                ? formatDuration(shortest, desk.locale)
                : `${formatDuration(shortest, desk.locale)} to ${formatDuration(longest, desk.locale)}`}
            {people.length > 0 && ` with ${people.map(({ name }) => name).join(", ")}`}
          </p>
          {details.questions.length > 0 && (
            <div inert className="space-y-4 border-line border-t pt-4">
              {details.questions.map((question) => (
                <QuestionField
                  key={question.id}
                  question={{ ...question, label: question.label || "Your question" }}
                  name={`preview-${question.id}`}
                />
              ))}
            </div>
          )}
        </div>
      </div>
    </section>
  );
}
