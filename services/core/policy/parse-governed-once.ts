import { type Governed, parseGoverned } from "./parse-governed.js";

const known = new WeakMap<ReadonlyMap<string, string>, Governed>();

/** Reads governed files as `parseGoverned` does, and once for the same map of them: night after night the same files are in force. */
export function parseGovernedOnce(files: ReadonlyMap<string, string>): Governed {
  const governed = known.get(files) ?? parseGoverned(files);
  known.set(files, governed);
  return governed;
}
