const PARTS: Record<string, () => Promise<{ run(): Promise<object> }>> = {
  slots: () => import("./slots.ts"),
  availability: () => import("./availability.ts"),
  bookings: () => import("./bookings.ts"),
  notifications: () => import("./notifications.ts"),
  calendars: () => import("./calendars.ts"),
  analytics: () => import("./analytics.ts"),
  pages: () => import("./pages.ts"),
};

const USAGE = `npm run bench [-- PART …]

Parts: ${Object.keys(PARTS).join(", ")}. All of them without a word. The last line is one JSON object.`;

/** `npm run bench`: measures one part after the other, each beside its yardstick of the same run. */
export async function bench(args: string[]): Promise<void> {
  if (args.some((name) => !(name in PARTS))) {
    console.log(USAGE);
    process.exit(2);
  }
  const results: Record<string, object> = {};
  for (const name of args.length > 0 ? args : Object.keys(PARTS)) {
    console.error(`── ${name}`);
    results[name] = await (await PARTS[name]!()).run();
  }
  console.log(JSON.stringify(results));
  process.exit(0);
}
