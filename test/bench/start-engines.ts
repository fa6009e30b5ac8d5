import { nextMessage, startProcess } from "./start-process.js";

/** Where a simulated node is, and what proves it. */
export interface BenchNode {
  readonly url: string;
  readonly fingerprint: string;
  readonly caPem: string;
}

/** A production and a standby node in a process of their own. */
export interface BenchEngines extends AsyncDisposable {
  readonly nodes: readonly [production: BenchNode, standby: BenchNode];
  /** Changes one channel in a hundred on production, another hundredth each time. */
  change(): Promise<void>;
  /** Takes the last such change back. */
  revert(): Promise<void>;
}

/** Starts two engines that hold the same invented channels. */
export async function startEngines(channels: number): Promise<BenchEngines> {
  const child = startProcess("engines-process", [String(channels)]);
  const { nodes } = (await nextMessage(child)) as Pick<BenchEngines, "nodes">;
  return {
    nodes,
    async change() {
      child.send("change");
      await nextMessage(child);
    },
    async revert() {
      child.send("revert");
      await nextMessage(child);
    },
    async [Symbol.asyncDispose]() {
      const exited = new Promise((resolve) => child.once("exit", resolve));
      child.send("stop");
      await exited;
    },
  };
}
