import type { CheckContext } from "#services/jobs/check/take-run";
import type { Connector } from "#services/ports/connector";
import type { SnapshotWriter } from "#services/ports/estate-repository";

/** What a check waited for. Two nodes that are read side by side may both be waiting: the parts can add up to more than the whole. */
export interface StageTimes {
  /** Sign in, ask, receive, cut the list into items. */
  readonly collectMs: number;
  /** Digest, parse, normalise, mask, render. */
  readonly parseMs: number;
  /** Everything asked of the estate repository. */
  readonly gitMs: number;
  readonly ledgerMs: number;
}

/** Times what a check asks of the world. */
export function createStageClock(): { wrap(context: CheckContext): CheckContext; times(): StageTimes } {
  const sums = { collect: 0, consume: 0, write: 0, git: 0, ledger: 0 };
  type Stage = keyof typeof sums;

  async function timed<T>(stage: Stage, act: () => Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await act();
    } finally {
      sums[stage] += performance.now() - start;
    }
  }

  async function* timeSteps<T>(steps: AsyncIterable<T>): AsyncGenerator<T> {
    const iterator = steps[Symbol.asyncIterator]();
    try {
      for (;;) {
        const step = await timed("collect", () => iterator.next());
        if (step.done === true) return;
        const start = performance.now();
        yield step.value;
        sums.consume += performance.now() - start;
      }
    } finally {
      await iterator.return?.();
    }
  }

  function timeConnector(connector: Connector): Connector {
    return { ...connector, read: (request) => timeSteps(connector.read(request)) };
  }

  function timeWriter(writer: SnapshotWriter): SnapshotWriter {
    return {
      ...writer,
      put: (path, files) => timed("write", () => writer.put(path, files)),
      keep: (path, digest) => timed("write", () => writer.keep(path, digest)),
      commit: (snapshot, items) => timed("git", () => writer.commit(snapshot, items)),
    };
  }

  return {
    wrap: (context) => ({
      ...context,
      productOf: (engine) => {
        const product = context.productOf(engine);
        return { ...product, connector: timeConnector(product.connector) };
      },
      repository: {
        ...context.repository,
        governed: () => timed("git", () => context.repository.governed()),
        beginSnapshot: async (about) => timeWriter(await timed("git", () => context.repository.beginSnapshot(about))),
        openSnapshot: (...args) => timed("git", () => context.repository.openSnapshot(...args)),
        openSnapshotCommit: (commit) => timed("git", () => context.repository.openSnapshotCommit(commit)),
        openBaseline: (engineId) => timed("git", () => context.repository.openBaseline(engineId)),
        newestVersions: (...args) => timed("git", () => context.repository.newestVersions(...args)),
      },
      ledger: {
        ...context.ledger,
        append: (entry) => timed("ledger", () => context.ledger.append(entry)),
        findHeadFault: () => timed("ledger", () => context.ledger.findHeadFault()),
      },
    }),
    times: () => ({
      collectMs: sums.collect,
      parseMs: sums.consume - sums.write,
      gitMs: sums.git + sums.write,
      ledgerMs: sums.ledger,
    }),
  };
}
