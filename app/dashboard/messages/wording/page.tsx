import type { Metadata } from "next";
import { headers } from "next/headers";
import { MessagesTabs } from "@/components/dashboard/messages/messages-tabs";
import { type EditorVersion, WordingEditor } from "@/components/dashboard/messages/wording-editor";
import { WordingPicker } from "@/components/dashboard/messages/wording-picker";
import { DashboardPage } from "@/components/dashboard/page";
import { PageHeader } from "@/components/ui/page-header";
import { desk as deskOf } from "@/lib/members/data";
import { voiceFor } from "@/lib/notifications/language.ts";
import { type TemplateKey, templateKey } from "@/lib/notifications/settings-schema";
import {
  defaultTemplate,
  previewOf,
  showPreview,
  variablesOf,
  variableWords,
  wordable,
} from "@/lib/notifications/wording.ts";
import {
  bookingToPreview,
  ownTemplates,
  previewSettings,
  templateVersions,
} from "@/lib/notifications/wording-data";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Wording" };

/** What is worded, from the URL; whatever makes no sense falls back to the confirmation. */
function keyFrom(params: Record<string, unknown>, language: string): TemplateKey {
  const [kind, audience] = String(params.message ?? "").split(":");
  const known = wordable.find((one) => one.kind === kind && one.audience === audience);
  const first = known ?? wordable[0];
  const asked = templateKey.safeParse({
    ...first,
    channel: first.audience === "staff" ? "email" : (params.way ?? "email"),
    language: params.language ?? language,
  });
  return asked.success ? asked.data : { ...first, channel: "email", language: "en" };
}

export default async function WordingPage({
  searchParams,
}: PageProps<"/dashboard/messages/wording">) {
  const path = (await headers()).get("x-pathname") ?? "/dashboard/messages/wording";
  const { db, businessId, membership } = await requireMember(path, "manager");
  const desk = await deskOf(db, businessId);
  const key = keyFrom(await searchParams, voiceFor(desk.locale).language);
  const now = new Date();
  const [own, versions, { booking, real }] = await Promise.all([
    ownTemplates(businessId),
    templateVersions(businessId, key),
    bookingToPreview(
      businessId,
      {
        ...desk,
        brandColor: membership.brandColor,
        service: desk.services[0]?.name ?? "Appointment",
        staff: desk.people[0]?.name ?? desk.name,
      },
      now.getTime(),
    ),
  ]);
  const standard = await defaultTemplate(booking, key, previewSettings(), now);
  const active = versions.find((one) => one.active);
  const preview = await previewOf(booking, key, active?.content ?? null, previewSettings(), now);
  return (
    <DashboardPage>
      <PageHeader
        title="Messages"
        description={`Daybook's words, or your own. The preview is about ${real ? "your latest booking" : "a booking that is made up"}.`}
      />
      <MessagesTabs current="wording" />
      <WordingPicker
        current={key}
        kinds={wordable}
        own={own.map(({ kind, audience, channel, language }) =>
          [kind, audience, channel, language].join(":"),
        )}
      />
      <WordingEditor
        key={`${JSON.stringify(key)} ${active?.version ?? 0}`}
        businessId={businessId}
        templateKey={key}
        version={active?.version ?? 0}
        initial={{ ...(active?.content ?? standard) }}
        preview={showPreview(preview)}
        standard={{ ...standard }}
        versions={versions as unknown as EditorVersion[]}
        variables={variablesOf(key.kind).map((name) => ({ name, means: variableWords[name] }))}
        timeZone={desk.timeZone}
        locale={desk.locale}
        direction={voiceFor(key.language).direction}
      />
    </DashboardPage>
  );
}
