"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/states";

type State = "unknown" | "impossible" | "off" | "blocked" | "on";

const WORKER = "/push/worker.js";
const SCOPE = "/push/";

/**
 * Lets this browser be knocked on, or no longer. It asks only when somebody presses the button: a question that comes by
 * itself is answered with no, and for good.
 * @param publicKey the installation's VAPID key; null where it has none
 */
export function PushSwitch({ publicKey }: { publicKey: string | null }) {
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
      setState((await registration?.pushManager.getSubscription()) ? "on" : "off");
    })().catch(() => setState("impossible"));
  }, [publicKey]);

  async function tell(method: "POST" | "DELETE", body: unknown) {
    const answer = await fetch("/api/push", {
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
        if (subscription) {
          await tell("DELETE", { endpoint: subscription.endpoint });
          await subscription.unsubscribe();
        }
        setState("off");
      }
    } catch {
      setProblem(true);
    } finally {
      setPending(false);
    }
  }

  if (state === "unknown") return <div className="h-11" />;
  if (state === "impossible") {
    return <p className="text-muted">This browser cannot show notifications.</p>;
  }
  return (
    <div className="space-y-3">
      {state === "blocked" ? (
        <p className="text-muted">
          Notifications are blocked for this site. Allow them in your browser's settings first.
        </p>
      ) : (
        <Button pending={pending} onClick={() => turn(state === "off")}>
          {state === "off" ? "Notify me in this browser" : "Stop notifying this browser"}
        </Button>
      )}
      {problem && (
        <Notice tone="danger" live>
          This did not work just now. Please try again.
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
