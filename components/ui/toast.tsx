"use client";

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useWords } from "#words";
import { Button } from "./button";
import { IconButton } from "./icon-button";
import { CrossSign } from "./signs";

interface ToastInput {
  /** What has been done, in the past tense: "Appointment moved to 14:30". */
  message: ReactNode;
  /** Usually "Undo". The toast goes when it is pressed. */
  action?: { label: string; onPress: () => void };
  /** Milliseconds on screen; ten seconds with an action, six without. */
  duration?: number;
}

interface ShownToast extends ToastInput {
  id: number;
}

type Show = (toast: ToastInput) => () => void;

const ToastContext = createContext<Show | null>(null);

// Older ones give way: a pile of messages is read by nobody.
const MAX_SHOWN = 3;

/** Says what has just been done and offers to undo it. Returns a function that takes it away. */
export function useToast(): Show {
  const show = useContext(ToastContext);
  if (!show) throw new Error("useToast needs a ToastProvider above it");
  return show;
}

/** Holds the messages at the bottom of the screen; once, in the root layout. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useWords("ui");
  const [toasts, setToasts] = useState<ShownToast[]>([]);
  const nextId = useRef(1);

  const remove = useCallback((id: number) => {
    setToasts((list) => list.filter((toast) => toast.id !== id));
  }, []);
  const show = useCallback<Show>(
    (toast) => {
      const id = nextId.current++;
      setToasts((list) => [...list, { ...toast, id }].slice(-MAX_SHOWN));
      return () => remove(id);
    },
    [remove],
  );

  return (
    <ToastContext value={show}>
      {children}
      <section
        aria-label={t("messages")}
        aria-live="polite"
        className="pointer-events-none fixed inset-x-4 bottom-[max(1rem,env(safe-area-inset-bottom))] z-50 flex flex-col items-start gap-2 max-md:mb-16 md:inset-x-6 print:hidden"
      >
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} onDone={remove} />
        ))}
      </section>
    </ToastContext>
  );
}

function ToastCard({ toast, onDone }: { toast: ShownToast; onDone: (id: number) => void }) {
  const t = useWords("ui");
  const [held, setHeld] = useState(false);
  const done = useMemo(() => () => onDone(toast.id), [onDone, toast.id]);
  const duration = toast.duration ?? (toast.action ? 10_000 : 6_000);

  // Under the pointer or with the focus inside, it waits: reading takes as long as it takes.
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(done, duration);
    return () => clearTimeout(timer);
  }, [held, done, duration]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pointer only pauses the clock here.
    <div
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex w-full max-w-md animate-rise-in items-center gap-2 rounded-md border border-line bg-raised py-1 ps-4 pe-1 shadow-float"
    >
      <p className="min-w-0 flex-1 py-2">{toast.message}</p>
      {toast.action && (
        <Button
          variant="quiet"
          className="text-accent-ink!"
          onClick={() => {
            toast.action?.onPress();
            done();
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton label={t("dismiss")} icon={<CrossSign />} onClick={done} />
    </div>
  );
}
