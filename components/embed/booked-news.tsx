"use client";

import { useEffect } from "react";
import type { BookedNews as News } from "@/lib/embed/messages";
import { tellHost } from "./host";

/** Tells the website around that a booking was made. Shows nothing. */
export function BookedNews({ booking }: { booking: News }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: one booking is one piece of news
  useEffect(() => tellHost({ type: "booked", booking }), [booking.id]);
  return null;
}
