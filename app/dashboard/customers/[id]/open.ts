import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { customerRecord, homeOfCustomer } from "@/lib/customers/data";
import type { Customer } from "@/lib/customers/schema";
import { type Member, type Role, requireMember } from "@/lib/supabase/session";

/**
 * The customer of a page's address. One of another of the member's businesses is opened there. A merged record leads on to the one that was kept, so that old links go on working;
 * of an erased one only the page itself is left.
 * @param part what follows the id in the address; "" = the page itself
 */
export async function openCustomer(
  id: string,
  part: "" | "edit" | "merge",
  least: Role = "staff",
): Promise<{ customer: Customer; member: Member }> {
  const page = (of: string) => `/dashboard/customers/${of}${part && `/${part}`}`;
  const member = await requireMember(page(encodeURIComponent(id)), least);
  if (!z.uuid().safeParse(id).success) notFound();
  const customer = await customerRecord(member.db, member.businessId, id);
  if (!customer) {
    const home = await homeOfCustomer(member.db, id);
    const mine = member.memberships.some(({ businessId }) => businessId === home);
    if (!mine || home === member.businessId) notFound();
    redirect(`/dashboard/customers/${id}/switch?part=${part}`);
  }
  // The page itself is told whence: a note that is being typed follows to the record that was kept.
  if (customer.mergedInto) {
    redirect(page(customer.mergedInto) + (part === "" ? `?merged=${customer.id}` : ""));
  }
  if (customer.erasedAt && part) redirect(`/dashboard/customers/${id}`);
  return { customer, member };
}
