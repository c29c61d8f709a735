"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { useWords } from "#words";
import { cn } from "./cn";
import { IconButton } from "./icon-button";
import { adoptNonce } from "./nonce";
import { usePortal } from "./portal";

adoptNonce();

export interface DialogProps {
  open?: boolean;
  defaultOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The element that opens it; it must take a ref and props (a Button does). */
  trigger?: ReactNode;
  title: ReactNode;
  /** One line under the title; said by screen readers when the dialog opens. */
  description?: ReactNode;
  /** The buttons: the main one last in the code, at the end of the row. */
  footer?: ReactNode;
  children?: ReactNode;
  className?: string;
}

const scrim =
  "fixed inset-0 z-40 bg-scrim data-[state=closed]:animate-fade-out data-[state=open]:animate-fade-in";

function Body({ title, description, footer, children }: DialogProps) {
  const t = useWords("ui");
  return (
    <>
      <div className="flex items-start gap-3 px-5 pt-4 pb-3 sm:px-6 sm:pt-5">
        <div className="min-w-0 flex-1 pt-2">
          <Radix.Title className="font-medium text-lg">{title}</Radix.Title>
          {description && (
            <Radix.Description className="mt-0.5 text-muted">{description}</Radix.Description>
          )}
        </div>
        <Radix.Close asChild>
          <IconButton label={t("close")} icon={<X />} className="-me-2" />
        </Radix.Close>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 pb-5 sm:px-6">
        {children}
      </div>
      {footer && (
        <div className="flex flex-wrap justify-end gap-3 border-line border-t px-5 py-4 pb-[max(1rem,env(safe-area-inset-bottom))] sm:px-6">
          {footer}
        </div>
      )}
    </>
  );
}

/**
 * Gives the focus back to where it was: the library does so only for a trigger of its own, and would leave whoever opened
 * an appointment by keyboard at the top of the page.
 */
function useFocusBack(trigger: ReactNode) {
  const from = useRef<Element | null>(null);
  if (trigger) return {};
  return {
    onOpenAutoFocus: () => {
      from.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      const back = from.current;
      if (!(back instanceof HTMLElement) || back === document.body || !back.isConnected) return;
      event.preventDefault();
      back.focus({ preventScroll: true });
    },
  };
}

/** One short decision in the middle of the page. Never open one from inside another. */
export function Dialog(props: DialogProps) {
  const { trigger, description, className, open, defaultOpen, onOpenChange } = props;
  const focusBack = useFocusBack(trigger);
  return (
    <Radix.Root open={open} defaultOpen={defaultOpen} onOpenChange={onOpenChange}>
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal container={usePortal()}>
        <Radix.Overlay className={scrim} />
        <Radix.Content
          {...focusBack}
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cn(
            "fixed inset-x-4 top-1/2 z-40 mx-auto flex max-h-[min(85dvh,48rem)] max-w-lg -translate-y-1/2 flex-col rounded-lg border border-line bg-raised shadow-float",
            "data-[state=closed]:animate-fade-out data-[state=open]:animate-fade-in",
            className,
          )}
        >
          <Body {...props} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Details beside the page: from the bottom on a phone, at the end side on a desk. */
export function Sheet(props: DialogProps) {
  const { trigger, description, className, open, defaultOpen, onOpenChange } = props;
  const focusBack = useFocusBack(trigger);
  return (
    <Radix.Root open={open} defaultOpen={defaultOpen} onOpenChange={onOpenChange}>
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal container={usePortal()}>
        <Radix.Overlay className={scrim} />
        <Radix.Content
          {...focusBack}
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cn(
            "fixed inset-x-0 bottom-0 z-40 flex max-h-[88dvh] flex-col rounded-t-lg border border-line border-b-0 bg-raised shadow-float",
            "data-[state=closed]:animate-sheet-down data-[state=open]:animate-sheet-up",
            "md:inset-y-0 md:start-auto md:end-0 md:max-h-none md:w-md md:rounded-none md:border-y-0 md:border-e-0",
            "md:data-[state=closed]:animate-sheet-out md:data-[state=open]:animate-sheet-in",
            className,
          )}
        >
          <Body {...props} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Wraps a button that closes the dialog or sheet it is in. */
export function DialogClose({ children }: { children: ReactNode }) {
  return <Radix.Close asChild>{children}</Radix.Close>;
}
