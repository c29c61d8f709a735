import { LogOut } from "lucide-react";
import { SubmitButton } from "@/components/ui/submit-button";
import { signOut } from "@/lib/auth/actions";

/** Signs this device out. A form, so that it works before any script has loaded. */
export function SignOut() {
  return (
    <form action={signOut} data-sign-out className="shrink-0">
      <SubmitButton variant="quiet" className="-ms-1 shrink-0 whitespace-nowrap">
        <LogOut aria-hidden="true" className="rtl:rotate-180" />
        Sign out
      </SubmitButton>
    </form>
  );
}
