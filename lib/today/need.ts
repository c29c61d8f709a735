import type { CalendarAppointment } from "@/lib/appointments/schema";
import type { Team } from "@/lib/availability/editor-data";
import type { Desk } from "@/lib/members/schema";
import type { Member } from "@/lib/supabase/session";

/** Something that waits for a person: a line on the page of the day. All words are ready to be read. */
export interface Need {
  /** Tells it from the others of its group, and stays the same from one look to the next. */
  key: string;
  title: string;
  /** When, with whom, why; times in the business's zone. */
  detail: string;
  /** The appointment that opens beside the page. */
  appointmentId?: string | null;
  /** Or the page where it is settled. */
  href?: string;
  /** What the button says. */
  action: string;
  /** The appointment may be left where it is, outside the hours, and is not named again then. */
  mayStay?: boolean;
}

/** Needs of one sort, under one heading. */
export interface NeedGroup {
  key: string;
  title: string;
  description?: string;
  needs: Need[];
  /** Where the rest of them is. */
  more?: { href: string; label: string };
}

/** What a source of needs may look at. */
export interface NeedsAsked {
  member: Member;
  desk: Desk;
  /** Epoch milliseconds. */
  now: number;
  /** The business's date. */
  date: string;
  /** Ids of the bookable people that the member is; staff see what concerns these, managers everything. */
  mine: readonly string[];
  /** Everything of today. */
  appointments: readonly CalendarAppointment[];
  /** Everybody's hours, read once however many ask. */
  team: () => Promise<Team>;
}

/** One source of needs; null when there is nothing of its sort. */
export type NeedsSource = (asked: NeedsAsked) => Promise<NeedGroup | null>;
