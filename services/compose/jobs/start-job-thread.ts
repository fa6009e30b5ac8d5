import { Worker, type WorkerOptions } from "node:worker_threads";

const COMPILED = new URL("./job-thread.js", import.meta.url);
const IS_COMPILED = import.meta.url.endsWith(".js");

/** Starts a thread for jobs. It keeps no process from ending. */
export function startJobThread(memoryMb?: number): Worker {
  const options: WorkerOptions = {
    name: "lockstep-job",
    ...(memoryMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: memoryMb } }),
  };
  const worker = IS_COMPILED ? new Worker(COMPILED, options) : startFromSource(options);
  worker.unref();
  return worker;
}

/** What loads TypeScript in this thread does not reach into others on Node 20: there it is begun anew. */
function startFromSource(options: WorkerOptions): Worker {
  const loader = import.meta.resolve("tsx/esm/api");
  const code = `import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${JSON.stringify(COMPILED.href.replace(/js$/, "ts"))}); });`;
  return new Worker(code, { ...options, eval: true });
}
