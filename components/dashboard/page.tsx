import type { ReactNode } from "react";
import { findMember } from "@/lib/supabase/session";
import { FollowBusiness } from "./follow-business";
import { PageBody } from "./page-body";

/** A page of the dashboard, in the frame of its business. */
export async function DashboardPage({
  children,
  className,
}: {
  children: ReactNode;
  className?: string;
}) {
  const shown = (await findMember())?.businessId;
  return (
    <PageBody className={className}>
      {children}
      {shown && <FollowBusiness shown={shown} />}
    </PageBody>
  );
}
