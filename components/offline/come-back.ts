const KEY = "daybook.coming-back";
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;

/** How often the page under this address was asked for again without coming, and when it was last, in milliseconds. */
type Tries = { address: string; count: number; at: number };

function triesSoFar(): Tries {
  const none = { address: location.href, count: 0, at: 0 };
  try {
    const tries = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Tries | null;
    // What failed long ago says nothing of now.
    const lately = tries && Date.now() - tries.at < 2 * LONGEST_PAUSE;
    return lately && tries.address === location.href ? tries : none;
  } catch {
    return none;
  }
}

/**
 * On the page that stands in for one that could not be fetched: asks for that one again as soon as the server answers.
 *
 * "Online" means no more than that there is a network: the first question may still fail, also because the service
 * worker hears of it later than the page. So the server is asked first, again and again with pauses of twice the length
 * each; and as they grow over reloads too, a page that never comes is not asked for in circles.
 * @returns stops asking.
 */
export function comeBack(): () => void {
  const { count } = triesSoFar();
  const [visit] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  let pause = Math.min(FIRST_PAUSE * 2 ** count, LONGEST_PAUSE);
  // The network may have come back before this script did.
  if (count === 0 && visit?.type !== "reload") pause = 0;
  let timer: ReturnType<typeof setTimeout>;
  let stopped = false;

  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
    pause = Math.min(Math.max(FIRST_PAUSE, pause * 2), LONGEST_PAUSE);
  };
  const ask = async () => {
    const answers =
      navigator.onLine &&
      (await fetch("/api/health", { cache: "no-store" }).then(
        ({ ok }) => ok,
        () => false,
      ));
    if (stopped) return;
    if (!answers) return wait();
    try {
      const tries: Tries = { address: location.href, count: count + 1, at: Date.now() };
      sessionStorage.setItem(KEY, JSON.stringify(tries));
    } catch {
      // A browser that keeps nothing asks at the first pace, a second after each reload.
    }
    location.reload();
  };
  const online = () => {
    pause = Math.min(pause, FIRST_PAUSE);
    wait();
  };

  wait();
  window.addEventListener("online", online);
  return () => {
    stopped = true;
    clearTimeout(timer);
    window.removeEventListener("online", online);
  };
}
