import { startNext, untilAnswers } from "../../../scripts/lib/children.ts";
import { startStackProcess } from "../../../scripts/lib/stack-process.ts";

// A whole installation as one process group, for tests that kill it: node --import tsx world.ts STATE_FOLDER PORT.
// The database is as durable as in real use. Prints one line of JSON once the app answers.
const [stateDir = "", port = ""] = process.argv.slice(2);
const appUrl = `http://127.0.0.1:${port}`;
const stack = await startStackProcess(
  stateDir,
  { appUrl, seed: true, scheduler: true },
  () => {},
  `${stateDir}/stack.log`,
);
const app = startNext(
  ["start", "-H", "127.0.0.1", "-p", port],
  // The build that the test run has made.
  {
    ...stack.env,
    NEXT_DIST_DIR: process.env.NEXT_DIST_DIR ?? ".next-test",
    NODE_ENV: "production",
  },
  ["ignore", "ignore", "ignore"],
);
await untilAnswers(`${appUrl}/api/health`, app);
console.log(JSON.stringify({ databaseUrl: stack.databaseUrl }));
process.on("SIGTERM", async () => {
  app.kill("SIGTERM");
  await stack.stop();
  process.exit(0);
});
