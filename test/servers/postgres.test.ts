import { after, before } from "node:test";
import { queueConformance } from "#test/conformance/queue-conformance";
import type { QueueHarness } from "#test/conformance/queue-harness";
import type { QueueServer } from "#test/fakes/queue-server";
import { serverHarness } from "#test/fakes/server-harness";
import { startPostgres } from "#test/fakes/start-postgres";

let server: QueueServer;
before(async () => {
  server = await startPostgres();
});
after(() => server[Symbol.asyncDispose]());

queueConformance(async (): Promise<QueueHarness> => serverHarness("PostgreSQL", server), true);
