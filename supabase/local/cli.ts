import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PROJECT } from "./paths.ts";
import { commandLine } from "./processes.ts";
import { forget, ownerOf, type StackFile, type StackOptions, startStack } from "./stack.ts";

const USAGE = `npm run stack -- COMMAND

  up         start the stack here (Ctrl-C stops it); npm start does it by itself
  down       stop the stack that runs
  status     whether it runs, and where
  env        the app's environment, as lines for a shell
  psql-url   the database's address
  migrate    apply new migrations to the running stack
  reset      empty the running stack's database, or delete a stopped one's data`;

const stateDir = resolve(process.env.DAYBOOK_STATE ?? join(PROJECT, ".daybook"));

/** The stack that runs on the state folder, if one does. */
function running(): StackFile | undefined {
  const file = join(stateDir, "stack.json");
  if (!existsSync(file)) return undefined;
  const stack = JSON.parse(readFileSync(file, "utf8")) as StackFile;
  return ownerOf(stateDir) === stack.pid ? stack : undefined;
}

function need(): StackFile {
  const stack = running();
  if (!stack) throw new Error("No stack runs here. Start one with: npm run stack -- up");
  return stack;
}

/** Sends a command to the running stack and prints what came of it. */
async function command(name: "reset" | "migrate"): Promise<void> {
  const { env } = need();
  const answer = await fetch(`${env.NEXT_PUBLIC_SUPABASE_URL}/_stack/${name}`, {
    method: "POST",
    headers: { apikey: env.SUPABASE_SECRET_KEY ?? "" },
  });
  const body = (await answer.json()) as {
    message?: string;
    report?: { applied: string[]; changed: string[] } | null;
  };
  if (!answer.ok) throw new Error(body.message);
  for (const file of body.report?.applied ?? []) console.log(`applied ${file}`);
  for (const file of body.report?.changed ?? []) {
    console.log(`warning: ${file} was changed after it was applied; reset to have it`);
  }
  console.log("done");
}

/** Runs the stack until it is told to stop, or until the process that started it is gone. */
async function serve(options: Partial<StackOptions>): Promise<void> {
  let stopping = false;
  let stack: Awaited<ReturnType<typeof startStack>> | undefined;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await stack?.stop();
    process.exit(0);
  };
  // Ctrl-C reaches every process of the group; whoever started us says when it is time.
  process.on("SIGINT", () => {
    if (!process.send) void stop();
  });
  process.on("SIGTERM", () => void stop());
  process.on("SIGHUP", () => void stop());
  process.on("disconnect", () => void stop());
  stack = await startStack({
    stateDir,
    seed: true,
    scheduler: true,
    log: (line) => (process.send ? process.send({ log: line }) : console.log(line)),
    ...options,
  });
  if (stopping) await stack.stop();
  if (process.send) process.send({ ready: { ...stack } });
  else {
    for (const [name, value] of Object.entries(stack.env)) console.log(`${name}=${value}`);
    console.log("The stack runs. Ctrl-C stops it.");
  }
}

async function main(): Promise<void> {
  switch (process.argv[2]) {
    case "up":
      return serve({});
    case "serve":
      // For scripts: the options as JSON, news through the IPC channel.
      return serve(JSON.parse(process.argv[3] ?? "{}"));
    case "down": {
      const { pid } = need();
      process.kill(pid, "SIGTERM");
      while (commandLine(pid)) await new Promise((wake) => setTimeout(wake, 50));
      return;
    }
    case "status": {
      const stack = running();
      if (!stack) {
        console.log("stopped");
        process.exitCode = 3;
        return;
      }
      console.log(
        `running (process ${stack.pid})\n  API      ${stack.env.NEXT_PUBLIC_SUPABASE_URL}\n  mailbox  ${stack.env.MAILBOX_URL}\n  database ${stack.env.DATABASE_URL}`,
      );
      return;
    }
    case "env":
      for (const [name, value] of Object.entries(need().env)) {
        console.log(`export ${name}='${value}'`);
      }
      return;
    case "psql-url":
      console.log(need().env.DATABASE_URL);
      return;
    case "migrate":
      return command("migrate");
    case "reset":
      if (running()) return command("reset");
      forget(stateDir);
      console.log("done");
      return;
    default:
      console.log(USAGE);
      process.exitCode = process.argv[2] ? 2 : 0;
  }
}

main().catch((error) => {
  const text = error instanceof Error ? error.message : String(error);
  if (process.send) process.send({ failed: text }, () => process.exit(1));
  else {
    console.error(text);
    process.exit(1);
  }
});
