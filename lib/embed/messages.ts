/** A booking as the foreign page hears of it: nothing about who booked. */
export interface BookedNews {
  id: string;
  business: string;
  service: string;
  staff: string;
  /** ISO in UTC. */
  start: string;
  end: string;
  status: string;
}

/** What a framed page says to the page around it. */
export type FrameMessage =
  /** It is alive and waits for a hello. */
  | { type: "ready" }
  /** How high its content is, in CSS pixels. */
  | { type: "size"; height: number }
  /** A new step has begun at its head, which may be out of sight. */
  | { type: "step" }
  /** Escape was pressed, and nothing inside wanted it. */
  | { type: "close" }
  | { type: "booked"; booking: BookedNews };

/** Every message carries this; others' messages do not concern us. */
export const MARK = 1;

export type Marked<T> = T & { daybook: typeof MARK };

/** Whether something that arrived at a window is one of ours. */
export function isMarked(data: unknown): data is Marked<{ type: string }> {
  return (
    typeof data === "object" &&
    data !== null &&
    (data as { daybook?: unknown }).daybook === MARK &&
    typeof (data as { type?: unknown }).type === "string"
  );
}
