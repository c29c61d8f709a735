/** How often an address or an account may try; each entry is a limit per window of seconds. */
export interface Limit {
  limit: number;
  windowSeconds: number;
}

/** The limits, before THROTTLE_SCALE. */
export const limits = {
  signInPerAddress: { limit: 20, windowSeconds: 300 },
  signInPerAccount: { limit: 8, windowSeconds: 300 },
  mailPerAddress: { limit: 10, windowSeconds: 3600 },
  mailPerAccount: { limit: 4, windowSeconds: 3600 },
  bookingPerAddress: { limit: 12, windowSeconds: 600 },
  bookingPerCustomer: { limit: 8, windowSeconds: 600 },
  waitlistPerAddress: { limit: 12, windowSeconds: 600 },
  waitlistPerCustomer: { limit: 6, windowSeconds: 3600 },
  holdPerAddress: { limit: 40, windowSeconds: 600 },
  seriesPerAddress: { limit: 60, windowSeconds: 300 },
  holdUsePerAddress: { limit: 240, windowSeconds: 600 },
  photoPerBusiness: { limit: 60, windowSeconds: 3600 },
  exportPerBusiness: { limit: 12, windowSeconds: 3600 },
  invitePerBusiness: { limit: 30, windowSeconds: 3600 },
  managePerAddress: { limit: 60, windowSeconds: 600 },
  bellPerAddress: { limit: 240, windowSeconds: 600 },
  feedPerAddress: { limit: 120, windowSeconds: 600 },
  connectPerPerson: { limit: 20, windowSeconds: 600 },
  availabilityPerAddress: { limit: 240, windowSeconds: 60 },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;

/** A limit under the installation's scale, at least one attempt. */
export function scaled(name: LimitName, scale: number): Limit {
  const { limit, windowSeconds } = limits[name];
  return { limit: Math.max(1, Math.floor(limit * scale)), windowSeconds };
}
