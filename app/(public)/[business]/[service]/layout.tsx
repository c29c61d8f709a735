import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { publicPage } from "@/lib/business/data";
import { followMove } from "@/lib/business/moved";

interface LayoutProps {
  params: Promise<{ business: string; service: string }>;
  children: ReactNode;
}

/** Looks for the service before anything is sent, so that an unknown one is a real 404, and one of another name a real redirect. */
export default async function ServiceLayout({ params, children }: LayoutProps) {
  const { business, service } = await params;
  const page = await publicPage(business);
  if (!page?.services.some(({ slug }) => slug === service)) {
    await followMove(business, service);
    notFound();
  }
  return children;
}
