// Shows what the push service brings, and opens what it is about. It controls no page and keeps nothing.
self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("push", (event) => {
  let told = {};
  try {
    told = event.data?.json() ?? {};
  } catch {
    // Not from Daybook.
  }
  event.waitUntil(
    self.registration.showNotification(told.title ?? "Daybook", {
      body: told.body ?? "",
      tag: told.tag,
      icon: "/icons/icon-192.png",
      data: { url: told.url ?? "/dashboard" },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.url ?? "/dashboard", self.location.origin);
  if (url.origin !== self.location.origin) return;
  event.waitUntil(self.clients.openWindow(url.href));
});
