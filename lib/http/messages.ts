/** Codes of refusals, with the status that the API answers and the words that people read. */
const codes: Record<string, { status: number; message: string }> = {
  invalid: { status: 422, message: "Something in the request is not right. See the details." },
  bad_json: { status: 400, message: "The body is not valid JSON." },
  not_a_photo: { status: 415, message: "This is not a JPEG, PNG or WebP picture." },
  too_large: { status: 413, message: "The request is too large." },
  unsupported_type: { status: 415, message: "Send the body as application/json." },
  business_not_found: { status: 404, message: "There is no such business." },
  service_not_found: { status: 404, message: "There is no such service." },
  staff_not_found: { status: 404, message: "Nobody of that name performs this service." },
  not_found: { status: 404, message: "There is nothing here." },
  feed_ended: {
    status: 410,
    message: "This calendar address has ended. Ask whoever gave it to you for a new one.",
  },
  slot_taken: {
    status: 409,
    message: "That time has just been taken. These are the nearest free ones.",
  },
  session_full: { status: 409, message: "There are not enough seats left at that time." },
  limit_reached: { status: 409, message: "That day is fully booked." },
  not_offered: {
    status: 409,
    message: "That time is not offered. These are the nearest free ones.",
  },
  desk_taken: { status: 409, message: "That time is taken." },
  needs_override: {
    status: 409,
    message: "Customers could not book that time. You may, once you have read why.",
  },
  party_too_large: { status: 422, message: "That is more people than one appointment takes." },
  unknown_zone: { status: 422, message: "That time zone is not known here." },
  too_many_at_once: { status: 422, message: "That is more than can be booked at once." },
  not_in_a_visit: {
    status: 422,
    message: "One of these services can only be booked by itself.",
  },
  no_series: {
    status: 403,
    message: "This can only be booked one at a time.",
  },
  date_taken: {
    status: 409,
    message: "One of the dates has just been taken, so that none was booked. Choose again.",
  },
  ask_anew: {
    status: 409,
    message: "The business looks at this service before it confirms it. Please book it by itself.",
  },
  one_taken: {
    status: 409,
    message: "Not all of the dates have room at that time, so that nothing was changed.",
  },
  in_the_past: { status: 409, message: "That time has passed." },
  not_accepted: {
    status: 403,
    message: "This business does not take this booking online. Please call them.",
  },
  too_many_open: {
    status: 409,
    message: "You already have as many bookings ahead as this business allows.",
  },
  idempotency_mismatch: {
    status: 422,
    message: "This idempotency key was used for a different request. Use a new one.",
  },
  already: { status: 409, message: "That has been done already." },
  not_possible: {
    status: 409,
    message: "The booking has changed, so that this is no longer possible.",
  },
  changed_meanwhile: {
    status: 409,
    message: "The booking has changed in the meantime. Look again before you change it.",
  },
  too_late: {
    status: 409,
    message: "It is too late to change this online. Please contact the business.",
  },
  too_many_moves: {
    status: 409,
    message: "This booking has been moved as often as the business allows.",
  },
  times_free: { status: 409, message: "There are free times on those days: you need not wait." },
  closed_then: { status: 409, message: "Nothing is offered at those times, full or not." },
  offer_over: { status: 409, message: "This time is no longer kept for you." },
  not_waiting: { status: 409, message: "They are no longer waiting." },
  too_soon: { status: 409, message: "There is too little time left for an answer." },
  not_started: { status: 409, message: "That can be noted once the appointment has begun." },
  forbidden: { status: 403, message: "You may not do this." },
  signed_out: { status: 401, message: "You are signed out. Sign in, and try again." },
  left_team: {
    status: 403,
    message:
      "This business is no longer open to you: you have been taken out of its team, or it was closed. Nothing was changed.",
  },
  cross_site: { status: 403, message: "This request came from another site." },
  too_many: { status: 429, message: "Too many attempts. Please wait a little." },
  overloaded: {
    status: 503,
    message: "Too many people are asking at this moment. Nothing was changed; please try again.",
  },
  internal: { status: 500, message: "Something went wrong on our side. Nothing was changed." },
};

/** The HTTP status of a code; an unknown code is our fault. */
export function statusFor(code: string): number {
  return codes[code]?.status ?? 500;
}

/** What to tell people about a code. */
export function messageFor(code: string): string {
  return (codes[code] ?? codes.internal!).message;
}
