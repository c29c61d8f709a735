"use client";

import { BellRing } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/states";
import type { PushWords } from "@/lib/notifications/push-words";

type State = "unknown" | "impossible" | "off" | "blocked" | "on";

const WORKER = "/push/worker.js";
const SCOPE = "/push/";

/**
 * Lets this browser be knocked on, or no longer. It asks only when somebody presses the button: a question that comes by
 * itself is answered with no, and for good.
 * @param publicKey the installation's VAPID key; null where it has none
 * @param address where the server keeps it: a person's browsers, or those of one booking
 */
export function PushSwitch({
  publicKey,
  address = "/api/push",
  say,
}: {
  publicKey: string | null;
  address?: string;
  say: PushWords;
}) {
  const [state, setState] = useState<State>("unknown");
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState(false);

  useEffect(() => {
    void (async () => {
      if (!publicKey || !("serviceWorker" in navigator) || !("PushManager" in window)) {
        setState("impossible");
        return;
      }
      if (Notification.permission === "denied") return setState("blocked");
      const registration = await navigator.serviceWorker.getRegistration(SCOPE);
      const subscription = await registration?.pushManager.getSubscription();
      if (!subscription) return setState("off");
      // The browser may be allowed for something else, or for somebody who was signed in before.
      const answer = await fetch(
        `${address}?endpoint=${encodeURIComponent(subscription.endpoint)}`,
      );
      const { known } = (await answer.json()) as { known?: boolean };
      setState(known ? "on" : "off");
    })().catch(() => setState("impossible"));
  }, [publicKey, address]);

  async function tell(method: "POST" | "DELETE", body: unknown) {
    const answer = await fetch(address, {
      method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
  }

  async function turn(on: boolean) {
    setPending(true);
    setProblem(false);
    try {
      if (on) {
        if ((await Notification.requestPermission()) !== "granted") return setState("blocked");
        const registration = await navigator.serviceWorker.register(WORKER, { scope: SCOPE });
        await activated(registration);
        const subscription = await registration.pushManager.subscribe({
          userVisibleOnly: true,
          applicationServerKey: publicKey!,
        });
        const { endpoint, keys } = subscription.toJSON();
        await tell("POST", { endpoint, keys });
        setState("on");
      } else {
        const registration = await navigator.serviceWorker.getRegistration(SCOPE);
        const subscription = await registration?.pushManager.getSubscription();
        // The browser itself stays subscribed: another booking of its owner may need it.
        if (subscription) await tell("DELETE", { endpoint: subscription.endpoint });
        setState("off");
      }
    } catch {
      setProblem(true);
    } finally {
      setPending(false);
    }
  }

  if (state === "unknown") return say.impossible === null ? null : <div className="h-11" />;
  if (state === "impossible" || state === "blocked") {
    const text = say[state];
    return text && <p className="text-muted">{text}</p>;
  }
  const beside = state === "off" ? say.offer : say.told;
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        {beside && <p className="min-w-0 flex-1 basis-64 text-muted">{beside}</p>}
        <Button pending={pending} onClick={() => turn(state === "off")}>
          {state === "off" && <BellRing aria-hidden="true" />}
          {state === "off" ? say.on : say.off}
        </Button>
      </div>
      {problem && (
        <Notice tone="danger" live>
          {say.failed}
        </Notice>
      )}
    </div>
  );
}

/** Resolves once the worker can take a subscription. */
async function activated(registration: ServiceWorkerRegistration): Promise<void> {
  const worker = registration.installing ?? registration.waiting;
  if (registration.active || !worker) return;
  await new Promise<void>((resolve) => {
    worker.addEventListener("statechange", () => {
      if (worker.state === "activated") resolve();
    });
  });
}
