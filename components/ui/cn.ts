import { type ClassValue, clsx } from "clsx";

/**
 * Joins class names. It does not resolve conflicts between utilities, which would cost the booking
 * page 8 kB: pass layout classes (margin, width, place in a grid) to a component, and choose its
 * look by its props.
 */
export function cn(...classes: ClassValue[]): string {
  return clsx(classes);
}
