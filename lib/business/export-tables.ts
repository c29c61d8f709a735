/** A table of which an export tells every row of a business. */
export interface ExportedTable {
  name: string;
  schema?: "public" | "private";
  /** Its primary key without the business. */
  key: readonly string[];
  /** Columns that are nobody's to read, or say nothing. */
  without?: readonly string[];
}

/** What an export contains, in this order; a test compares it with the database. */
export const EXPORTED: readonly ExportedTable[] = [
  { name: "members", key: ["user_id"] },
  { name: "invitations", key: ["id"], without: ["token_hash"] },
  { name: "staff", key: ["id"] },
  { name: "resources", key: ["id"] },
  { name: "former_business_slugs", schema: "private", key: ["slug"] },
  { name: "services", key: ["id"] },
  { name: "former_service_slugs", schema: "private", key: ["slug"] },
  { name: "service_staff", key: ["service_id", "staff_id"] },
  { name: "service_resources", key: ["service_id", "resource_id"] },
  { name: "weekly_hours", key: ["id"] },
  { name: "seasons", key: ["id"] },
  { name: "hour_patterns", key: ["id"] },
  { name: "date_overrides", key: ["id"] },
  { name: "closures", key: ["id"] },
  { name: "time_off", key: ["id"] },
  { name: "customers", key: ["id"] },
  { name: "customer_preferences", schema: "private", key: ["customer_id"] },
  { name: "series", key: ["id"] },
  { name: "appointments", key: ["id"] },
  { name: "appointment_resources", key: ["appointment_id", "resource_id", "unit"] },
  { name: "bookings", key: ["id"] },
  { name: "booking_events", key: ["id"] },
  { name: "waitlist_entries", key: ["id"] },
  { name: "waitlist_offers", key: ["id"] },
  { name: "message_settings", schema: "private", key: ["business_id"] },
  { name: "message_templates", schema: "private", key: ["id"] },
  { name: "reminder_rules", schema: "private", key: ["id"] },
  { name: "notifications", key: ["id"], without: ["dedupe_key", "locked_by", "locked_until"] },
  { name: "calendar_connections", key: ["id"] },
  { name: "calendars", key: ["id"] },
  { name: "calendar_conflicts", key: ["id"] },
  { name: "busy_times", key: ["id"] },
  { name: "page_views", key: ["date", "service_id"] },
];
