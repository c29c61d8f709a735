import type { ReactNode } from "react";
import { Speak } from "@/components/i18n/speak";

/** The preview of a service asks its questions in the words of the booking page. */
export default function ServicesLayout({ children }: { children: ReactNode }) {
  return <Speak words={["details"]}>{children}</Speak>;
}
