import type { ReactNode } from "react";
import { AuthPage } from "@/components/auth/auth-page";

const STEPS = 3;

/** One page of opening a business; says how many there are. */
export function StartPage({
  step,
  lead,
  ...rest
}: {
  /** Without one, the page is looked at again later. */
  step?: number | undefined;
  title: string;
  lead: ReactNode;
  children: ReactNode;
  foot?: ReactNode;
}) {
  return (
    <AuthPage
      {...rest}
      languages={false}
      lead={
        step ? (
          <>
            <span className="tabular mb-1 block text-sm">
              Step {step} of {STEPS}
            </span>
            {lead}
          </>
        ) : (
          lead
        )
      }
    />
  );
}
