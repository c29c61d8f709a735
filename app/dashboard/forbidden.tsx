import { PageBody } from "@/components/dashboard/page-body";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/states";

/** What somebody of the team sees of a page that is for those who run the business. */
export default function Forbidden() {
  return (
    <PageBody>
      <h1 className="font-medium text-xl">This page is not yours to open</h1>
      <EmptyState
        title="It is for those who run the business"
        action={
          <ButtonLink variant="primary" href="/dashboard">
            Go to today
          </ButtonLink>
        }
      >
        Owners and managers see it. If you need it for your work, ask one of them to change your
        role.
      </EmptyState>
    </PageBody>
  );
}
