"use client";

import { Check, ChevronsUpDown, Plus } from "lucide-react";
import { startTransition } from "react";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { switchBusiness } from "@/lib/members/actions";
import type { Role } from "@/lib/members/rules";

const roles: Record<Role, string> = { owner: "Owner", manager: "Manager", staff: "Team" };

/** Which business this is, and the way to one's others. */
export function BusinessSwitcher({
  current,
  others,
}: {
  current: { businessId: string; name: string; role: Role };
  others: { businessId: string; name: string; role: Role }[];
}) {
  return (
    <Menu
      align="start"
      label="Businesses"
      trigger={
        <button
          type="button"
          className="flex min-h-14 w-full items-center gap-3 rounded-md px-3 text-start transition-colors hover:bg-ink/6"
        >
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">{current.name}</span>
            <span className="block text-muted text-sm">{roles[current.role]}</span>
          </span>
          <ChevronsUpDown aria-hidden="true" className="size-4.5 shrink-0 text-muted" />
          <span className="sr-only">Switch business</span>
        </button>
      }
    >
      {[current, ...others].map((one) => (
        <MenuItem
          key={one.businessId}
          icon={<Check className={one === current ? undefined : "invisible"} />}
          onSelect={() => startTransition(() => switchBusiness(one.businessId))}
        >
          {one.name}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem icon={<Plus />} href="/start">
        Open another business
      </MenuItem>
    </Menu>
  );
}
