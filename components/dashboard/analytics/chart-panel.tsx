import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { Panel } from "@/components/ui/card";
import { Table, Td, Th } from "@/components/ui/table";

/** A picture with its figures: the table that says the same stands below it, to unfold, and can be taken along. */
export function ChartPanel({
  title,
  description,
  csv,
  head,
  rows,
  children,
}: {
  title: string;
  description?: ReactNode;
  /** Where the table can be had as a file. */
  csv?: string;
  head: string[];
  rows: ReactNode[][];
  /** The picture; without one the table stands open. */
  children?: ReactNode;
}) {
  const table = (
    <Table label={title} className="max-h-96">
      <thead>
        <tr>
          {head.map((name, i) => (
            <Th key={name} className={i > 0 ? "text-end!" : undefined}>
              {name}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          // Two services may have the same name, and two sides give the same reason.
          <tr key={at}>
            {row.map((cell, i) => (
              <Td key={head[i]} className={i > 0 ? "tabular text-end!" : "min-w-32"}>
                {cell}
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
  return (
    <Panel
      title={title}
      description={description}
      action={
        csv && (
          <a
            href={csv}
            download
            className="inline-flex min-h-11 items-center gap-2 rounded-sm px-2 text-muted hover:text-ink"
          >
            <Download aria-hidden="true" className="size-4.5" />
            CSV<span className="sr-only"> of {title}</span>
          </a>
        )
      }
      flush={!children}
    >
      {rows.length === 0 ? (
        <p className="px-5 py-5 text-muted sm:px-6">Nothing in this period.</p>
      ) : children ? (
        <>
          {children}
          <details className="mt-3">
            <summary className="min-h-11 cursor-pointer content-center rounded-sm text-muted">
              The same in figures
            </summary>
            {table}
          </details>
        </>
      ) : (
        table
      )}
    </Panel>
  );
}
