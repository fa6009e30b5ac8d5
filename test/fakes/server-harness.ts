import { tmpdir } from "node:os";
import type { QueueHarness } from "#test/conformance/queue-harness";
import type { QueueServer } from "./queue-server.js";

export function serverHarness(name: string, server: QueueServer): QueueHarness {
  return {
    name,
    server,
    emptyPlace: async () => ({
      url: await server.emptyPlace(),
      dataFolder: tmpdir(),
      [Symbol.asyncDispose]: async () => undefined,
    }),
  };
}
