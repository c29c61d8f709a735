import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The command line of a living process; empty if there is none or it may not be seen. */
export function commandLine(pid: number): string {
  if (!Number.isInteger(pid) || pid <= 1) return "";
  try {
    if (process.platform === "linux") {
      // A zombie has an empty command line, which is right: it runs no more.
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    }
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}

/**
 * A living process by its number and the moment it started, as one string; empty if there is none.
 * Numbers are reused, most of all in containers, so a number alone says nothing about a file from
 * an earlier run.
 */
export function identity(pid: number): string {
  if (commandLine(pid) === "") return "";
  try {
    if (process.platform === "linux") {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      // After the parenthesised name, which may hold anything, the start time is the 20th field.
      return `${pid} ${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]}`;
    }
    const started = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
    return `${pid} ${started.trim()}`;
  } catch {
    return "";
  }
}
