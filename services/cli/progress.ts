import type { Output } from "./command-context.js";

/** Shows how far a read has come: one line that changes on a terminal, a plain line a node elsewhere. */
export interface Progress {
  readonly step: (step: { nodeId: string; source: string; bytes: number }) => void;
  readonly end: () => void;
}

const MIN_INTERVAL_MS = 100;

export function createProgress(output: Output): Progress {
  return output.isTTY ? changingLine(output) : plainLines(output);
}

function changingLine(output: Output): Progress {
  const bytes = new Map<string, number>();
  let shown = 0;
  return {
    step: (step) => {
      bytes.set(step.nodeId, (bytes.get(step.nodeId) ?? 0) + step.bytes);
      const now = performance.now();
      if (now - shown < MIN_INTERVAL_MS) return;
      shown = now;
      output.write(`\r\u001b[Kreading ${step.nodeId}: ${step.source}, ${megabytes(bytes.get(step.nodeId) ?? 0)}`);
    },
    end: () => void output.write("\r\u001b[K"),
  };
}

function plainLines(output: Output): Progress {
  let node: string | undefined;
  let bytes = 0;
  const finish = (): void => {
    if (node !== undefined) output.write(`read ${node}: ${megabytes(bytes)}\n`);
  };
  return {
    step: (step) => {
      if (step.nodeId !== node) {
        finish();
        node = step.nodeId;
        bytes = 0;
        output.write(`reading ${node}\n`);
      }
      bytes += step.bytes;
    },
    end: finish,
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
