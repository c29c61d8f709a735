import "server-only";
import { availabilityData } from "@/lib/availability/data";
import { lasting } from "@/lib/availability/lasting";
import { explanationWords, type Telling } from "@/lib/availability/preview-words";
import { slotQuery } from "@/lib/availability/query";
import type { AvailabilityData } from "@/lib/availability/schema";
import { explain, findSlots } from "../scheduling";
import { teams } from "./teams";

/** A time that somebody at the desk wants. */
export interface WantedPlace {
  /** Slugs; no staff = whoever is free. */
  business: string;
  service: string;
  staff?: string | undefined;
  /** Epoch milliseconds. */
  start: number;
  party: number;
  /** A length other than the service's own, in minutes. */
  minutes?: number | undefined;
  /** The booking that is moved: its own seats count as free (time rule 15). */
  exceptBooking?: string | undefined;
  /** Appointments that count as free with everybody in them: the one that is moved as a whole, or those of a series. */
  exceptAppointments?: readonly string[] | undefined;
}

export type DeskPlace =
  | {
      ok: true;
      /** Staff ids in the order in which they are tried; the first of each team leads. */
      teams: string[][];
      /** Why customers could not book it: empty when they could. */
      warnings: string[];
      /** Among what speaks against it is that nobody works then. */
      outside: boolean;
    }
  /** Taken, or more people than it holds: nobody may pass over that (time rule 16). */
  | { ok: false; code: string; reasons: string[] };

/** What staff may pass over after a warning (time rule 16). */
const OPEN = { notice: true, horizon: true, hours: true, limits: true };
/** The same, but for the hours. */
const WORKED = { ...OPEN, hours: false };

/**
 * Whether a time can be had at the desk, to whom it would go, and what speaks against it.
 * @param now epoch milliseconds
 * @param words what the reasons are told with: names by staff slug and room id are filled in by the caller
 */
export async function deskPlace(
  wanted: WantedPlace,
  now: number,
  words: Omit<Telling, "zone">,
): Promise<DeskPlace> {
  const { start, party } = wanted;
  const span = { from: start, to: start + 60_000 };
  const found = await availabilityData({
    business: wanted.business,
    service: wanted.service,
    staff: wanted.staff,
    except: wanted.exceptBooking,
    ...span,
  });
  if (!found.ok) return { ok: false, code: found.code, reasons: [] };
  const data = lasting(without(found, wanted.exceptAppointments ?? []), wanted.minutes);
  const query = slotQuery(data, { now, party, ...span });
  const [offered] = findSlots(query);
  if (offered?.start === start) {
    return { ok: true, teams: teams(data, offered.staff, start), warnings: [], outside: false };
  }
  const telling: Telling = { zone: data.business.timeZone, ...words };
  const say = (asked: typeof query) =>
    explanationWords(explain(asked, start), start, telling).lines;
  const anyMinute: AvailabilityData = {
    ...data,
    service: { ...data.service, stepMin: 1, align: "clock", minNoticeMin: 0 },
  };
  const open = slotQuery(anyMinute, { now, party, ...span, ignore: OPEN });
  const [possible] = findSlots(open);
  // Only what cannot be passed over is told then.
  if (possible?.start !== start) return { ok: false, code: "desk_taken", reasons: say(open) };
  const [worked] = findSlots(slotQuery(anyMinute, { now, party, ...span, ignore: WORKED }));
  return {
    ok: true,
    teams: teams(data, possible.staff, start),
    warnings: say(query),
    outside: worked?.start !== start,
  };
}

/** The data as if some appointments were not there. */
function without(data: AvailabilityData, gone: readonly string[]): AvailabilityData {
  if (gone.length === 0) return data;
  const own = new Set(gone);
  return {
    ...data,
    staff: data.staff.map((person) => ({
      ...person,
      appointments: person.appointments.filter(([, , , , id]) => !own.has(id)),
    })),
    resources: data.resources.map((thing) => ({
      ...thing,
      busy: thing.busy.filter(([, , , id]) => !own.has(id)),
    })),
  };
}
