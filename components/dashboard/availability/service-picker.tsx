"use client";

import { useRouter } from "next/navigation";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";

/** Which service the page is about, kept in its address. */
export function ServicePicker({
  label,
  services,
  value,
  path,
  keep = {},
  empty,
}: {
  label: string;
  services: { slug: string; name: string }[];
  value: string;
  path: string;
  /** Other parts of the address that stay. */
  keep?: Record<string, string>;
  /** What stands for none; without it one is always chosen. */
  empty?: string;
}) {
  const router = useRouter();
  return (
    <Field label={label} className="min-w-56">
      <Select
        value={value}
        onChange={(event) => {
          const slug = event.currentTarget.value;
          const query = new URLSearchParams({ ...keep, ...(slug ? { service: slug } : {}) });
          router.push(`${path}?${query}`);
        }}
      >
        {empty && <option value="">{empty}</option>}
        {services.map((service) => (
          <option key={service.slug} value={service.slug}>
            {service.name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
