import type { APIRequestContext } from "@playwright/test";

export interface FreeTime {
  start: string;
  end: string;
  staff: string[];
  seatsLeft: number;
}

/** Free times of a demo service over the next two weeks, as the JSON API tells them. */
export async function freeTimes(
  request: APIRequestContext,
  business: string,
  service: string,
  extra: Record<string, string> = {},
): Promise<FreeTime[]> {
  const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
  const answer = await request.get("/api/availability", {
    params: { business, service, from: day(1), to: day(14), tz: "Europe/Berlin", ...extra },
  });
  return ((await answer.json()) as { slots: FreeTime[] }).slots;
}
