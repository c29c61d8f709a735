// Preloaded into every Node process that a script starts: it ends when its parent is gone, so that a
// parent killed without warning leaves nobody behind on its ports.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit(1);
}, 1000).unref();
