"use client";

import { useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { connectAccount, connectFile } from "@/lib/calendars/actions";
import { providerNames } from "@/lib/calendars/words";
import { ConnectForm } from "./connect-form";

/** Connects an account of somebody's: by sign-in where there is one, by an app password, or by the address of a file. */
export function ConnectPanel({
  businessId,
  people,
  signIns,
}: {
  businessId: string;
  /** Whose calendars the signed-in person may connect. */
  people: { id: string; name: string }[];
  signIns: string[];
}) {
  const [staffId, setStaffId] = useState(people[0]?.id ?? "");
  const whose = { businessId, staffId };
  return (
    <div className="space-y-5">
      {people.length > 1 && (
        <Field label="Whose calendar" className="max-w-xs">
          <Select value={staffId} onChange={(event) => setStaffId(event.target.value)}>
            {people.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <div className="flex flex-wrap gap-3">
        {signIns.map((provider) => (
          // A plain link: it leaves for another site, which cannot be fetched beforehand.
          <a
            key={provider}
            href={`/api/calendars/${provider}/start?business=${businessId}&staff=${staffId}`}
            className={buttonClass()}
          >
            {providerNames[provider]}
          </a>
        ))}
        <AccountDialog whose={whose} />
        <FileDialog whose={whose} />
      </div>
    </div>
  );
}

type Whose = { businessId: string; staffId: string };

function AccountDialog({ whose }: { whose: Whose }) {
  return (
    <Dialog
      trigger={<Button>iCloud, Fastmail, Nextcloud…</Button>}
      title="Connect a calendar account"
      description="Use an app password: your provider makes one for you in its security settings, and you can take it back at any time."
    >
      <ConnectForm hidden={whose} action={connectAccount}>
        {(fields) => (
          <>
            <Field label="E-mail address or user name" error={fields.username} required>
              <Input name="username" autoComplete="off" autoCapitalize="none" spellCheck={false} />
            </Field>
            <Field label="App password" error={fields.password} required>
              <Input name="password" type="password" autoComplete="off" />
            </Field>
            <Field
              label="Server"
              hint="Leave empty and Daybook looks for it by your e-mail address."
              error={fields.server}
              optional
            >
              <Input
                name="server"
                inputMode="url"
                autoComplete="off"
                spellCheck={false}
                placeholder="https://"
              />
            </Field>
          </>
        )}
      </ConnectForm>
    </Dialog>
  );
}

function FileDialog({ whose }: { whose: Whose }) {
  return (
    <Dialog
      trigger={<Button>Calendar address</Button>}
      title="Connect a calendar by its address"
      description="For calendars that can only be read: a rota, a school's holidays, or what another program publishes. What is in it blocks your free times."
    >
      <ConnectForm hidden={whose} action={connectFile}>
        {(fields) => (
          <Field
            label="Address"
            hint="It begins with https:// or webcal://."
            error={fields.url}
            required
          >
            <Input name="url" inputMode="url" autoComplete="off" spellCheck={false} />
          </Field>
        )}
      </ConnectForm>
    </Dialog>
  );
}
