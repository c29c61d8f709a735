import type { ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../../supabase/local/ports.ts";
import { buildIfChanged } from "./build.ts";
import { openLog, startNext, stopChild, untilAnswers } from "./children.ts";
import { type StackProcess, startStackProcess } from "./stack-process.ts";
import type { Tally } from "./tally.ts";

export const DIST_DIR = ".next-test";

/** The stack and the built app that the steps share, started when the first step needs them. */
export class World {
  /** The test runners that run now. */
  readonly children = new Set<ChildProcess>();
  private stack: StackProcess | undefined;
  private scheduled = false;
  private used = false;
  private app: ChildProcess | undefined;
  private building: Promise<boolean> | undefined;
  private port = 0;

  private readonly others: World[] = [];

  constructor(readonly folder: string) {}

  /** Another world, with a folder inside this one's; it ends with this one at the latest. */
  beside(name: string): World {
    const folder = join(this.folder, name);
    mkdirSync(folder, { recursive: true });
    const other = new World(folder);
    this.others.push(other);
    return other;
  }

  /**
   * Runs `work` with a stack whose database is as freshly seeded. Its schedules run only where the app
   * is tried whole: a test of the outbox must be the only one that empties it.
   */
  async withStack(
    work: (stack: StackProcess) => Promise<Tally> | Tally,
    scheduled = false,
  ): Promise<Tally> {
    if (this.stack && this.scheduled !== scheduled) {
      await this.stack.stop();
      this.stack = undefined;
    }
    this.scheduled = scheduled;
    this.stack ??= await this.start();
    if (this.used) await resetStack(this.stack);
    this.used = true;
    return work(this.stack);
  }

  /** The same with the production build of the app in front of it. */
  withApp(work: (stack: StackProcess) => Promise<Tally>): Promise<Tally> {
    return this.withStack(async (stack) => {
      const env = { ...stack.env, NEXT_DIST_DIR: DIST_DIR };
      await (this.building ?? this.build());
      const log = openLog(join(this.folder, "app.log"));
      this.app = startNext(
        ["start", "-H", "127.0.0.1", "-p", String(this.port)],
        { ...env, NODE_ENV: "production" },
        ["ignore", log, log],
      );
      try {
        await untilAnswers(`http://127.0.0.1:${this.port}/api/health`, this.app);
        const tally = await work(stack);
        if (tally.failed > 0) {
          showLog("app", join(this.folder, "app.log"));
          showLog("stack", join(this.folder, "stack.log"));
          showLog("functions", join(this.folder, "stack", "logs", "functions.log"));
        }
        return tally;
      } finally {
        await stopChild(this.app);
        this.app = undefined;
      }
    }, true);
  }

  /** The tests of the database leave one core idle: the build has it. What it fails of, the step says that needs it. */
  buildAhead(): void {
    this.building = this.build();
    this.building.catch(() => {});
  }

  private build(): Promise<boolean> {
    return buildIfChanged({
      distDir: DIST_DIR,
      env: {},
      logFile: join(this.folder, "build.log"),
      log: (line) => console.log(line),
    });
  }

  async end(): Promise<void> {
    await Promise.all(this.others.splice(0).map((other) => other.end()));
    await Promise.all([...this.children].map((child) => stopChild(child)));
    if (this.app) await stopChild(this.app);
    await this.stack?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async start(): Promise<StackProcess> {
    this.port ||= await freePort();
    return startStackProcess(
      join(this.folder, "stack"),
      {
        appUrl: `http://localhost:${this.port}`,
        seed: true,
        scheduler: this.scheduled,
        throwaway: true,
      },
      () => {},
      join(this.folder, "stack.log"),
    );
  }
}

async function resetStack(stack: StackProcess): Promise<void> {
  const answer = await fetch(`${stack.apiUrl}/_stack/reset`, {
    method: "POST",
    headers: { apikey: stack.env.SUPABASE_SECRET_KEY ?? "" },
  });
  if (!answer.ok) throw new Error(`The stack could not be reset: ${await answer.text()}`);
}

function showLog(whose: string, file: string): void {
  if (!existsSync(file)) return;
  const lines = readFileSync(file, "utf8").trimEnd().split("\n").slice(-40);
  console.error(`The ${whose}'s log ends:\n${lines.join("\n")}`);
}
