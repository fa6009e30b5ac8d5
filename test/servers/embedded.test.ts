import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { openQueue } from "#services/queues/open-queue";
import { queueConformance } from "#test/conformance/queue-conformance";
import type { QueueHarness, QueuePlace } from "#test/conformance/queue-harness";

let folder: string;

/** Made once and copied for each test: beginning a database takes seconds, copying one does not. */
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "lockstep-embedded-"));
  const queue = await openQueue(undefined, { dataFolder: join(folder, "fresh"), now: () => new Date() });
  await queue.close();
});
after(() => rm(folder, { recursive: true, force: true }));

async function emptyPlace(): Promise<QueuePlace> {
  const dataFolder = await mkdtemp(join(folder, "place-"));
  await cp(join(folder, "fresh"), dataFolder, { recursive: true });
  const remove = (): Promise<void> => rm(dataFolder, { recursive: true, force: true });
  return { url: undefined, dataFolder, [Symbol.asyncDispose]: remove };
}

queueConformance(async (): Promise<QueueHarness> => ({ name: "PGlite", server: undefined, emptyPlace }), false);
