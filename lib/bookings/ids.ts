/**
 * A new booking's id: a UUID of version 7 (RFC 9562), whose first 48 bits are the time in milliseconds. Neighbours in
 * time are neighbours in the indexes then: among a million bookings a new one touches the page that the last one has
 * touched, not one somewhere on the disk. The 74 random bits keep it as unguessable as it need be: an id opens nothing,
 * the link's token does.
 */
export function newBookingId(): string {
  const time = Date.now().toString(16).padStart(12, "0");
  // Version 4 and 7 share the variant and everything behind it.
  const random = crypto.randomUUID().slice(15);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random}`;
}
