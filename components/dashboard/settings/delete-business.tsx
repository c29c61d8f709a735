"use client";

import { deleteBusinessAction } from "@/lib/members/team-actions";
import { ConfirmByName } from "./confirm-by-name";

/** Closing for good: thirty days later everything is deleted, unless an owner opens again before. */
export function DeleteBusiness({ businessId, name }: { businessId: string; name: string }) {
  return (
    <section aria-labelledby="deleting" className="space-y-3 border-line border-t pt-6">
      <h2 id="deleting" className="font-medium text-lg">
        Deleting the business
      </h2>
      <p className="text-muted">
        It closes at once. Thirty days later appointments, customers, history, messages and photos
        are deleted for good. Until then an owner can open it again; all owners are written to, now
        and three days before.
      </p>
      <ConfirmByName
        trigger="Delete the business"
        title={`Delete ${name}?`}
        description="It closes at once, and everything is deleted in thirty days."
        confirm="Close it and delete in 30 days"
        keep="Keep it"
        name={name}
        act={(typed) => deleteBusinessAction(businessId, typed)}
      >
        <p>
          Do you want to keep a copy? Then export everything first: a closed business cannot be
          exported until it is opened again.
        </p>
      </ConfirmByName>
    </section>
  );
}
