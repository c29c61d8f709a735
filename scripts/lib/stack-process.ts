import { type ChildProcess, spawn } from "node:child_process";
import { PROJECT } from "../../supabase/local/paths.ts";
import type { StackOptions } from "../../supabase/local/stack.ts";
import { childEnvironment, openLog, stopChild, tail } from "./children.ts";

/** What the stack's process tells of the stack once it runs. */
interface StackAddresses {
  env: Record<string, string>;
  databaseUrl: string;
  superuserUrl: string;
  apiUrl: string;
  mailboxUrl: string;
  smtpUrl: string;
}

export interface StackProcess extends StackAddresses {
  child: ChildProcess;
  stop(): Promise<void>;
}

/**
 * Starts the embedded stack in a process of its own, so that the app, the tests and the API do not
 * share one thread. It stops by itself when this process is gone. Throws with the reason if it fails.
 */
export function startStackProcess(
  stateDir: string,
  options: Omit<StackOptions, "stateDir" | "log">,
  log: (line: string) => void,
  logFile: string,
): Promise<StackProcess> {
  const output = openLog(logFile, true);
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "supabase/local/cli.ts", "serve", JSON.stringify(options)],
    {
      cwd: PROJECT,
      env: {
        ...childEnvironment({ DAYBOOK_STATE: stateDir }),
        NODE_OPTIONS: process.env.NODE_OPTIONS,
      },
      stdio: ["ignore", output, output, "ipc"],
    },
  );
  const stop = () => stopChild(child, 20_000);
  return new Promise((resolve, reject) => {
    child.on("message", (message) => {
      const news = message as { log?: string; ready?: StackAddresses; failed?: string };
      if (news.log) log(news.log);
      if (news.failed) reject(new Error(news.failed));
      if (news.ready) resolve({ ...news.ready, child, stop });
    });
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      reject(new Error(`The stack ended (${signal ?? code}). Its log ends:\n${tail(logFile)}`));
    });
  });
}
