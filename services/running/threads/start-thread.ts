import { Worker, type WorkerOptions } from "node:worker_threads";

const IS_COMPILED = import.meta.url.endsWith(".js");

/** Starts a thread of this program, at the compiled module of an address. It keeps no process from ending. */
export function startThread(compiled: URL, options: WorkerOptions): Worker {
  const worker = IS_COMPILED ? new Worker(compiled, options) : startFromSource(compiled, options);
  worker.unref();
  return worker;
}

/** What loads TypeScript in this thread does not reach into others on Node 20: there it is begun anew. */
function startFromSource({ href }: URL, options: WorkerOptions): Worker {
  const loader = import.meta.resolve("tsx/esm/api");
  const source = JSON.stringify(href.replace(/js$/, "ts"));
  const code = `import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${source}); });`;
  return new Worker(code, { ...options, eval: true });
}
