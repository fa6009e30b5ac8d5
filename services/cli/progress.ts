import { escapeText } from "#services/core/text/escape-text";
import type { Output } from "./command-context.js";

/** Shows how far a read has come: one line that changes on a terminal, plain lines for each node elsewhere. */
export interface Progress {
  readonly step: (step: { nodeId: string; source: string; bytes: number }) => void;
  readonly end: () => void;
}

const MIN_INTERVAL_MS = 100;

/** Nodes may be read at the same time: what is shown is by node. */
export function createProgress(output: Output): Progress {
  return output.isTTY ? changingLine(output) : plainLines(output);
}

function changingLine(output: Output): Progress {
  const nodes = new Map<string, { source: string; bytes: number }>();
  let shownAt = 0;
  return {
    step: ({ nodeId, source, bytes }) => {
      nodes.set(nodeId, { source, bytes: (nodes.get(nodeId)?.bytes ?? 0) + bytes });
      const now = performance.now();
      if (now - shownAt < MIN_INTERVAL_MS) return;
      shownAt = now;
      const parts = [...nodes].map(([node, read]) => `${node}: ${escapeText(read.source)}, ${megabytes(read.bytes)}`);
      const text = `reading ${parts.join("; ")}`;
      output.write(`\r\u001b[K${text.slice(0, Math.max(20, (output.columns ?? 80) - 1))}`);
    },
    end: () => {
      if (nodes.size > 0) output.write("\r\u001b[K");
    },
  };
}

function plainLines(output: Output): Progress {
  const bytesOf = new Map<string, number>();
  return {
    step: ({ nodeId, bytes }) => {
      const before = bytesOf.get(nodeId);
      if (before === undefined) output.write(`reading ${nodeId}\n`);
      bytesOf.set(nodeId, (before ?? 0) + bytes);
    },
    end: () => {
      for (const [nodeId, bytes] of bytesOf) output.write(`read ${nodeId}: ${megabytes(bytes)}\n`);
    },
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
