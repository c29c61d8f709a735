/** Says that a time will not be kept much longer; silent until its last two minutes. */
export function HoldClock({ left }: { left: number | null }) {
  const minutes = left === null ? 0 : Math.ceil(left / 60_000);
  return (
    <p role="status" className={left === null ? "sr-only" : "mt-2 text-muted text-sm"}>
      {left !== null &&
        (minutes > 1
          ? `This time is kept for you for another ${minutes} minutes.`
          : "This time is kept for you for less than a minute; then we try to keep it again.")}
    </p>
  );
}
