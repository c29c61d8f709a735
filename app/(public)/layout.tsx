import type { ReactNode } from "react";
import { EVERYWHERE, Speak } from "@/components/i18n/speak";

/** The customer's side speaks the visitor's language, also to whoever comes from the staff's by a link. */
export default function PublicLayout({ children }: { children: ReactNode }) {
  return <Speak words={EVERYWHERE}>{children}</Speak>;
}
