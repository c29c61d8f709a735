"use client";

import { closeBusinessAction } from "@/lib/members/team-actions";
import { ConfirmByName } from "./confirm-by-name";

/** Closing: everything is kept, and an owner can open again. */
export function CloseBusiness({ businessId, name }: { businessId: string; name: string }) {
  return (
    <section aria-labelledby="closing" className="space-y-3 border-line border-t pt-6">
      <h2 id="closing" className="font-medium text-lg">
        Closing the business
      </h2>
      <p className="text-muted">
        Its page and its diary are no longer to be seen by anybody. Nothing is deleted: an owner can
        open it again.
      </p>
      <ConfirmByName
        trigger="Close the business"
        variant="secondary"
        title={`Close ${name}?`}
        description="Nobody can book or sign in to it any more."
        confirm="Close it"
        keep="Keep it open"
        name={name}
        act={(typed) => closeBusinessAction(businessId, typed)}
      />
    </section>
  );
}
