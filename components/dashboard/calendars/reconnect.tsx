"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { reconnectAccount } from "@/lib/calendars/actions";
import { ConnectForm } from "./connect-form";

/** Connects an account again whose app password has changed, or a file whose address has. */
export function Reconnect({ id, provider }: { id: string; provider: string }) {
  const file = provider === "feed";
  return (
    <Dialog
      trigger={<Button>Connect again</Button>}
      title="Connect again"
      description={
        file
          ? "Enter the address that the calendar has now. What you chose for it stays."
          : "Enter an app password that works. What you chose for its calendars stays, and nothing will be there twice."
      }
    >
      <ConnectForm hidden={{ connectionId: id }} action={reconnectAccount}>
        {(fields) => (
          <Field label={file ? "Address" : "App password"} error={fields.secret} required>
            {file ? (
              <Input name="secret" inputMode="url" autoComplete="off" spellCheck={false} />
            ) : (
              <Input name="secret" type="password" autoComplete="off" />
            )}
          </Field>
        )}
      </ConnectForm>
    </Dialog>
  );
}
