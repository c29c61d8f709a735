"use client";

import {
  Bar,
  BarChart,
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";

/** One point: a label, the figure, and the one of the period before. */
export interface Point {
  label: string;
  now: number;
  before: number | null;
}

const HEIGHT = 240;
const tick = { fill: "var(--muted)", fontSize: 14 };

interface ChartProps {
  points: Point[];
  /** How a figure is written; a name, because functions do not travel from the server. */
  money?: { currency: string; locale: string; digits: number };
}

/** Figures along time, with those of the period before as a dashed line. The same stands in the table below it. */
export function LineOfTime({ points, money }: ChartProps) {
  const write = writer(money);
  return (
    <Frame>
      <LineChart
        data={points}
        margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="label" tick={tick} tickLine={false} axisLine={false} minTickGap={32} />
        <YAxis
          tick={tick}
          tickLine={false}
          axisLine={false}
          width={80}
          allowDecimals={false}
          {...axisOf(points)}
          tickFormatter={write}
        />
        <Tooltip formatter={(value) => write(Number(value))} contentStyle={tooltip} />
        <Line
          name="Before"
          dataKey="before"
          stroke="var(--faint)"
          strokeDasharray="4 4"
          dot={false}
          isAnimationActive={false}
        />
        <Line
          name="Now"
          dataKey="now"
          stroke="var(--accent)"
          strokeWidth={2.5}
          dot={points.length === 1}
          isAnimationActive={false}
        />
      </LineChart>
    </Frame>
  );
}

/** Figures side by side, e.g. how long before people book. */
export function Bars({ points, money }: ChartProps) {
  const write = writer(money);
  return (
    <Frame>
      <BarChart
        data={points}
        margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="label" tick={tick} tickLine={false} axisLine={false} />
        <YAxis
          tick={tick}
          tickLine={false}
          axisLine={false}
          width={48}
          allowDecimals={false}
          {...axisOf(points)}
          tickFormatter={write}
        />
        <Tooltip
          formatter={(value) => write(Number(value))}
          contentStyle={tooltip}
          cursor={{ fill: "var(--sunken)" }}
        />
        <Bar name="Before" dataKey="before" fill="var(--line-strong)" isAnimationActive={false} />
        <Bar name="Now" dataKey="now" fill="var(--accent)" isAnimationActive={false} />
      </BarChart>
    </Frame>
  );
}

/** Without any figure there is one line to draw: the steps of a small scale would all be written as nought. */
function axisOf(points: Point[]): { ticks?: number[] } {
  return points.some(({ now, before }) => now || before) ? {} : { ticks: [0] };
}

const tooltip = {
  background: "var(--raised)",
  border: "1px solid var(--line)",
  borderRadius: 10,
  color: "var(--ink)",
};

function Frame({ children }: { children: React.ReactElement }) {
  return (
    // The table below says the same in words and figures.
    <div aria-hidden="true" dir="ltr" style={{ height: HEIGHT }}>
      <ResponsiveContainer
        width="100%"
        height={HEIGHT}
        initialDimension={{ width: 600, height: HEIGHT }}
      >
        {children}
      </ResponsiveContainer>
    </div>
  );
}

function writer(money: ChartProps["money"]): (value: number) => string {
  if (!money) return (value) => String(value);
  const { currency, locale, digits } = money;
  const whole = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    maximumFractionDigits: 0,
  });
  return (value) => whole.format(value / 10 ** digits);
}
