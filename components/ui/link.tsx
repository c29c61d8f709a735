"use client";

import { useRouter } from "next/navigation";
import {
  type ComponentProps,
  createContext,
  type MouseEvent,
  useContext,
  useRef,
  useTransition,
} from "react";

const Opening = createContext(false);

/**
 * A link to another of our pages, which opens without a reload. What can be fetched beforehand is fetched when a pointer
 * or the focus comes near. It weighs a fifth of next/link, which every public page would carry, and asks the server
 * nothing about links that are merely in sight.
 * @param prefetch false for links that are seldom followed
 * @param replace whether the page takes the place of this one in the history
 * @param scroll false to stay where one is on the page
 */
export function Link({
  href,
  prefetch = true,
  replace = false,
  scroll = true,
  onClick,
  children,
  ...rest
}: Omit<ComponentProps<"a">, "href"> & {
  href: string;
  prefetch?: boolean;
  replace?: boolean;
  scroll?: boolean;
}) {
  const router = useRouter();
  const asked = useRef("");
  const [opening, open] = useTransition();
  // A place on the same page, another site or a mail: the browser's own business.
  const ours = /^[/?](?!\/)/.test(href);

  function approach() {
    if (!ours || !prefetch || asked.current === href) return;
    asked.current = href;
    router.prefetch(href);
  }

  function follow(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event);
    const { target } = event.currentTarget;
    if (event.defaultPrevented || !ours || rest.download !== undefined) return;
    // A new tab or window is the visitor's own wish.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (target && target !== "_self") return;
    event.preventDefault();
    open(() => (replace ? router.replace : router.push)(href, { scroll }));
  }

  return (
    <a onPointerEnter={approach} onFocus={approach} {...rest} href={href} onClick={follow}>
      <Opening value={opening}>{children}</Opening>
    </a>
  );
}

/** Inside a Link: whether its page is on the way. */
export function useOpening(): boolean {
  return useContext(Opening);
}
