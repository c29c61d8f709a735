"use client";

import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { Switch } from "@/components/ui/choice";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/states";
import { Tabs } from "@/components/ui/tabs";
import { useToast } from "@/components/ui/toast";
import { saveScheduleAction, settleStrandedAction } from "@/lib/availability/actions";
import { type Schedule, sameSchedule } from "@/lib/availability/editor";
import { NOBODY } from "@/lib/availability/editor-calendar";
import { type Change, changesBetween, mergeSchedules } from "@/lib/availability/editor-changes";
import type { Loaded } from "@/lib/availability/editor-data";
import { type Overlay, scheduleSchema } from "@/lib/availability/editor-schema";
import type { Stranded } from "@/lib/availability/mutations";
import { zoneCity, zoneLabel } from "@/lib/format";
import { messageFor } from "@/lib/http/messages";
import { CalendarEditor } from "./calendar-editor";
import { HolidaysPanel } from "./holidays-panel";
import { PreviewPanel } from "./preview-panel";
import { RepeatsEditor } from "./repeats-editor";
import { SaveBar } from "./save-bar";
import { SeasonsEditor } from "./seasons-editor";
import { StaleNotice } from "./stale-notice";
import { type Decisions, StrandedDialog } from "./stranded-dialog";
import { useDraft } from "./use-draft";
import { WeekEditor } from "./week-editor";

export interface Owner {
  /** null is the business. */
  staffId: string | null;
  name: string;
}

interface Props {
  businessId: string;
  owner: Owner;
  loaded: Loaded;
  /** The business's own schedule; the same as `loaded` when the owner is the business. */
  business: Schedule;
  since: string;
  services: { slug: string; name: string }[];
  countries: { code: string; name: string }[];
  zones: string[];
  names: Record<string, string>;
  mayEdit: boolean;
  manages: boolean;
  weekStartsOn: number;
  locale: string;
  today: string;
  /** Epoch milliseconds, for the zones' present offsets. */
  now: number;
}

/** One owner's whole schedule: the week, days, repeats and seasons, with what customers would see beside it. */
export function ScheduleEditor(props: Props) {
  const { businessId, owner, loaded, business, since, locale, today, weekStartsOn, now } = props;
  const person = owner.staffId !== null;
  const toast = useToast();
  const router = useRouter();
  const { base, draft, dirty, change, undo, discard, rebase } = useDraft(
    loaded.schedule,
    sameSchedule,
  );
  const [version, setVersion] = useState(loaded.version);
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [stale, setStale] = useState<{ current: Loaded; changes: Change[] } | null>(null);
  const [stranded, setStranded] = useState<Stranded[] | null>(null);
  const [service, setService] = useState(props.services[0]?.slug ?? "");

  const problem = useMemo(() => {
    const parsed = scheduleSchema.safeParse(draft);
    return parsed.success ? null : parsed.error.issues[0]!.message;
  }, [draft]);
  const overlay: Overlay = dirty
    ? { kind: "schedule", staffId: owner.staffId, schedule: draft }
    : { kind: "none" };
  const placed = useMemo(
    () => (person ? { business, own: draft } : { business: draft, own: NOBODY }),
    [person, business, draft],
  );
  const businessZone = business.timeZone ?? "UTC";
  const zone =
    person && !draft.followsBusinessHours ? (draft.timeZone ?? businessZone) : businessZone;
  const disabled = !props.mayEdit;
  const follows = person && draft.followsBusinessHours;
  const zoneText = zoneLabel(zone, now, locale);

  async function save(seen: Stranded[], decisions?: Decisions) {
    setSaving(true);
    setRefusal(null);
    try {
      const outcome = await saveScheduleAction({
        businessId,
        staffId: owner.staffId,
        since,
        version,
        schedule: draft,
        seen: seen.map(({ bookingId }) => bookingId),
      });
      if (outcome.ok) {
        setVersion(outcome.version);
        rebase(outcome.schedule);
        setStranded(null);
        setStale(null);
        await settle(decisions);
        router.refresh();
      } else if ("current" in outcome) {
        setStranded(null);
        setStale({
          current: outcome.current,
          changes: changesBetween(base, outcome.current.schedule),
        });
      } else if ("bookings" in outcome) setStranded(outcome.bookings);
      else if ("fields" in outcome) setRefusal(Object.values(outcome.fields)[0] ?? "");
      else setRefusal(refusalWords(outcome.code));
    } catch {
      setRefusal("That did not get through. Your changes are still here; please save again.");
    } finally {
      setSaving(false);
    }
  }

  async function settle(decisions?: Decisions) {
    const count = decisions ? decisions.cancel.length + decisions.move.length : 0;
    if (!decisions || count === 0) return toast({ message: "Saved." });
    const outcome = await settleStrandedAction({ businessId, ...decisions });
    const failed = outcome.ok ? outcome.failed : [];
    if (outcome.ok && failed.length === 0) {
      toast({ message: `Saved; ${count} ${count === 1 ? "booking" : "bookings"} changed.` });
    } else {
      setRefusal(
        `The hours are saved. ${failed.length || count} of the bookings could not be changed (${failed[0] ? messageFor(failed[0].code) : "please try again"}); you find them in the calendar.`,
      );
    }
  }

  const followsNote = follows && (
    <Notice>
      {owner.name} works whenever the business is open. Switch that off above to give hours of their
      own.
    </Notice>
  );

  return (
    <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="min-w-0 space-y-6">
        {stale && (
          <StaleNotice
            changes={stale.changes}
            locale={locale}
            onKeep={() => {
              const { version: theirs, schedule } = stale.current;
              setVersion(theirs);
              rebase(schedule, mergeSchedules(base, draft, schedule));
              setStale(null);
            }}
            onDrop={() => {
              setVersion(stale.current.version);
              rebase(stale.current.schedule);
              setStale(null);
            }}
          />
        )}
        {refusal && (
          <Notice tone="danger" live>
            {refusal}
          </Notice>
        )}
        {disabled && (
          <Notice>You can look at these hours. Only {owner.name} and managers change them.</Notice>
        )}
        {person && (
          <div className="rounded-lg border border-line bg-surface px-5 py-2">
            <Switch
              label="Works when the business is open"
              hint={
                props.manages
                  ? "Off: this person has hours of their own."
                  : "A manager can change this."
              }
              checked={draft.followsBusinessHours}
              disabled={!props.manages}
              onChange={(event) => {
                const followsBusinessHours = event.currentTarget.checked;
                change((one) => ({
                  ...one,
                  followsBusinessHours,
                  // Own hours begin as what they were so far.
                  weekly:
                    !followsBusinessHours && one.weekly.length === 0 ? business.weekly : one.weekly,
                }));
              }}
            />
            {!follows && (
              <Field
                label="Whose clock"
                hint="The zone that these hours are meant in."
                className="max-w-md pb-3"
              >
                <Combobox
                  options={[
                    { value: "", label: `The business's (${zoneCity(businessZone)})` },
                    ...props.zones.map((value) => ({ value, label: value.replaceAll("_", " ") })),
                  ]}
                  value={draft.timeZone ?? ""}
                  onValueChange={(value) =>
                    props.manages && change((one) => ({ ...one, timeZone: value || null }))
                  }
                />
              </Field>
            )}
          </div>
        )}
        <Tabs
          label="Hours"
          tabs={[
            {
              value: "week",
              label: "Week",
              content: followsNote || (
                <WeekEditor
                  rows={draft.weekly}
                  onChange={(weekly) => change((one) => ({ ...one, weekly }))}
                  weekStartsOn={weekStartsOn}
                  locale={locale}
                  zoneText={zoneText}
                  disabled={disabled}
                  label={`Week of ${owner.name}`}
                  closedWord={person ? "Not working" : "Closed"}
                />
              ),
            },
            {
              value: "days",
              label: "Days off and special days",
              content: (
                <div className="space-y-10">
                  <CalendarEditor
                    schedule={draft}
                    placed={placed}
                    onChange={change}
                    person={person}
                    zone={zone}
                    today={today}
                    weekStartsOn={weekStartsOn}
                    locale={locale}
                    disabled={disabled}
                  />
                  {!follows && (
                    <RepeatsEditor
                      schedule={draft}
                      today={today}
                      weekStartsOn={weekStartsOn}
                      locale={locale}
                      disabled={disabled}
                      onChange={change}
                    />
                  )}
                  {!person && (
                    <HolidaysPanel
                      businessId={businessId}
                      schedule={draft}
                      countries={props.countries}
                      today={today}
                      locale={locale}
                      disabled={disabled}
                      onChange={change}
                    />
                  )}
                </div>
              ),
            },
            {
              value: "seasons",
              label: "Seasons",
              content: followsNote || (
                <SeasonsEditor
                  schedule={draft}
                  today={today}
                  weekStartsOn={weekStartsOn}
                  locale={locale}
                  zoneText={zoneText}
                  disabled={disabled}
                  onChange={change}
                />
              ),
            },
          ]}
        />
        <SaveBar
          dirty={dirty && !disabled}
          saving={saving}
          problem={problem}
          onSave={() => void save([])}
          onUndo={undo}
          onDiscard={discard}
        />
      </div>
      <aside className="xl:sticky xl:top-6 xl:max-h-[calc(100dvh-3rem)] xl:overflow-y-auto xl:pe-1">
        <PreviewPanel
          businessId={businessId}
          services={props.services}
          service={service}
          onService={setService}
          overlay={overlay}
          blocked={problem}
          today={today}
          locale={locale}
          names={props.names}
        />
      </aside>
      {stranded && (
        <StrandedDialog
          bookings={stranded}
          businessId={businessId}
          overlay={overlay}
          zone={businessZone}
          today={today}
          locale={locale}
          saving={saving}
          onClose={() => setStranded(null)}
          onDecide={(decisions) => void save(stranded, decisions)}
        />
      )}
    </div>
  );
}

function refusalWords(code: string): string {
  if (code === "seasons_overlap") {
    return "Two seasons share days. End one before the other begins.";
  }
  return messageFor(code);
}
