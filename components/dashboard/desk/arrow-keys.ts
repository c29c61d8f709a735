import type { KeyboardEvent } from "react";

const ARROWS: Record<string, [x: number, y: number]> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/**
 * Arrow keys go from appointment to appointment: to the nearest one in the direction of the key, wherever it is drawn.
 * @param selector what can have the focus
 */
export function arrowKeys(selector: string) {
  return (event: KeyboardEvent<HTMLElement>) => {
    const direction = ARROWS[event.key];
    const here = (event.target as HTMLElement).closest<HTMLElement>(selector);
    if (!direction || !here || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = nearest(
      here,
      event.currentTarget.querySelectorAll<HTMLElement>(selector),
      direction,
    );
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
}

function nearest(
  here: HTMLElement,
  all: Iterable<HTMLElement>,
  [x, y]: [number, number],
): HTMLElement | null {
  const from = middle(here);
  let best: HTMLElement | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const one of all) {
    if (one === here) continue;
    const to = middle(one);
    const along = (to.x - from.x) * x + (to.y - from.y) * y;
    // Off the line counts threefold: down stays in its column while there is something below.
    const across = Math.abs((to.x - from.x) * y) + Math.abs((to.y - from.y) * x);
    if (along <= 1) continue;
    const distance = along + across * 3;
    if (distance < least) {
      least = distance;
      best = one;
    }
  }
  return best;
}

function middle(element: HTMLElement): { x: number; y: number } {
  const box = element.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + Math.min(box.height, 20) / 2 };
}
