import { SegmentedMessage } from "sms-segments-calculator";

export interface Segments {
  /** Parts that the text travels in, each one charged. */
  count: number;
  /** GSM-7: 160 letters in one part; UCS-2, for everything that it lacks: 70. */
  encoding: "GSM-7" | "UCS-2";
  /** Letters that make it UCS-2. */
  unusual: string[];
}

/** How a text message travels. */
export function segmentsOf(text: string): Segments {
  const message = new SegmentedMessage(text);
  const encoding = message.encodingName === "GSM-7" ? "GSM-7" : "UCS-2";
  return {
    count: message.segmentsCount,
    encoding,
    unusual: encoding === "GSM-7" ? [] : [...new Set(message.getNonGsmCharacters())],
  };
}
