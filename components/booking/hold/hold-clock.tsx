import { useWords } from "#words";

/** Says that a time will not be kept much longer; silent until its last two minutes. */
export function HoldClock({ left }: { left: number | null }) {
  const t = useWords("details");
  const minutes = left === null ? 0 : Math.ceil(left / 60_000);
  return (
    <p role="status" className={left === null ? "sr-only" : "mt-2 text-muted text-sm"}>
      {left !== null && (minutes > 1 ? t("kept", { minutes }) : t("keptBriefly"))}
    </p>
  );
}
