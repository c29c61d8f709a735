import type { MetadataRoute } from "next";

/** What a phone or a desktop needs to install Daybook: it opens on the day. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: "/",
    name: "Daybook",
    short_name: "Daybook",
    description: "Appointments: your day, your bookings.",
    start_url: "/dashboard",
    scope: "/",
    display: "standalone",
    background_color: "#fbf8f4",
    theme_color: "#fbf8f4",
    categories: ["business", "productivity"],
    icons: [
      { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icons/maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
      { src: "/icons/icon.svg", sizes: "any", type: "image/svg+xml" },
    ],
    screenshots: [
      {
        src: "/screenshots/day-phone.png",
        sizes: "780x1688",
        type: "image/png",
        form_factor: "narrow",
        label: "The day",
      },
      {
        src: "/screenshots/booking-phone.png",
        sizes: "780x1688",
        type: "image/png",
        form_factor: "narrow",
        label: "Booking a time",
      },
      {
        src: "/screenshots/calendar.png",
        sizes: "1440x900",
        type: "image/png",
        form_factor: "wide",
        label: "The week",
      },
    ],
    shortcuts: [
      { name: "Today", url: "/dashboard" },
      { name: "Calendar", url: "/dashboard/calendar" },
      { name: "My appointments", url: "/account" },
    ],
  };
}
