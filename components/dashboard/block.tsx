import { Check, Hourglass, UserX } from "lucide-react";
import { initials } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import type { AppointmentState, CalendarAppointment } from "@/lib/appointments/schema";

/** The state of an appointment in a word, for screen readers and the legend. */
export const stateWords: Record<AppointmentState, string> = {
  held: "Being booked",
  pending: "Waiting for you",
  confirmed: "Confirmed",
  completed: "Done",
  no_show: "Did not come",
  cancelled: "Called off",
};

/** Who is in it: a name, or how full a class is. */
export function whoIsIn(appointment: CalendarAppointment): string {
  if (appointment.capacity > 1) return `${appointment.seatsTaken} of ${appointment.capacity}`;
  const names = appointment.bookings
    .filter(({ status }) => appointment.state === "cancelled" || !isOff(status))
    .map(({ name }) => name || "Somebody");
  return names.join(", ");
}

function isOff(status: string): boolean {
  return status === "cancelled" || status === "declined" || status === "expired";
}

/** How a block is painted: the staff colour says whose, the pattern says how it stands. */
export function blockClass(state: AppointmentState): string {
  return cn(
    "rounded-sm text-staff-ink",
    state === "cancelled" ? "border border-line bg-surface text-muted" : "bg-staff-soft",
    (state === "pending" || state === "held") &&
      "hatched outline-1 outline-staff/60 -outline-offset-1 outline-dashed",
    state === "no_show" && "bg-sunken text-muted",
  );
}

const signs: Partial<Record<AppointmentState, typeof Check>> = {
  pending: Hourglass,
  completed: Check,
  no_show: UserX,
};

/** From how many side by side on a block is too narrow for more than initials. */
const NARROW_FROM = 4;
/** Where blocks stand side by side, the column's width below which the time makes room for the name. */
const timeUnlessTight = ["", "@max-[5.5rem]:hidden", "@max-[11rem]:hidden", "@max-[16rem]:hidden"];

/**
 * What stands in a block: the bar, the time, who, and what; inside a flex row. Nothing in it is positioned, faded or
 * clipped by itself more than it must be: a browser keeps a layer for each, and is slow to find what is under the pointer
 * among thousands.
 */
export function BlockText({
  appointment,
  time,
  service,
  height,
  of = 1,
}: {
  appointment: CalendarAppointment;
  time: string;
  service: string;
  /** Pixels; what does not fit whole is left out rather than cut. */
  height: number;
  /** How many blocks stand side by side, in a `@container` of their common width. */
  of?: number;
}) {
  const { state } = appointment;
  const who = whoIsIn(appointment);
  const bar = (
    <span
      className={cn(
        "staff-bar w-1 shrink-0 self-stretch",
        (state === "cancelled" || state === "no_show") && "opacity-45",
      )}
    />
  );
  const struck = state === "cancelled" && "line-through decoration-1";
  if (of >= NARROW_FROM) {
    return (
      <>
        {bar}
        <span className={cn("ms-1 whitespace-nowrap text-sm leading-5", struck)}>
          {appointment.capacity > 1 ? appointment.seatsTaken : initials(who)}
        </span>
      </>
    );
  }
  const lines = height < 42 ? 1 : height < 62 ? 2 : 3;
  const tight = lines === 1;
  const Sign = signs[state];
  const group = appointment.capacity > 1;
  return (
    <>
      {bar}
      <span
        className={cn(
          "flex min-w-0 flex-1 flex-col ps-1.5 pe-1.5 text-sm leading-4.5",
          height < 24 ? "py-px" : tight ? "py-0.5" : "py-1",
        )}
      >
        <span className={cn("flex min-w-0 items-center gap-1", struck)}>
          {Sign && <Sign aria-hidden="true" className="size-3.5 shrink-0" />}
          {/* In a narrow column the place already tells the time; the name is what is missing. */}
          <span
            className={cn(
              "tabular",
              tight ? cn("shrink-0", timeUnlessTight[of]) : "min-w-0 truncate",
            )}
          >
            {time}
          </span>
          {tight && <span className="min-w-0 truncate font-medium">{group ? service : who}</span>}
          {tight && group && <span className="tabular ms-auto shrink-0">{who}</span>}
        </span>
        {!tight && (
          <>
            <span className={cn("truncate font-medium", struck)}>{group ? service : who}</span>
            {lines === 3 && (
              <span className={cn("truncate", struck)}>{group ? `${who} seats` : service}</span>
            )}
          </>
        )}
      </span>
    </>
  );
}

/** What a block says to those who do not see it. */
export function blockLabel(
  appointment: CalendarAppointment,
  { time, service, person }: { time: string; service: string; person: string },
): string {
  const who = whoIsIn(appointment);
  const whom = appointment.capacity > 1 ? `${service}, ${who} seats` : `${who}, ${service}`;
  return `${time} ${whom}${person && `, ${person}`}, ${stateWords[appointment.state]}`;
}
