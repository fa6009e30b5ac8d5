import type { LedgerRecord } from "#schemas/ledger-record";
import type { App } from "#services/app";
import { createHttpApp } from "#services/http/create-http-app";
import { startHttpServer } from "#services/http/start-http-server";
import type { JobQueue } from "#services/ports/job-queue";
import type { OpenedEstate } from "#services/running/service/open-estates";
import type { Service } from "#services/running/service/open-service";
import { openServiceOver } from "./open-service-over.js";
import { seedQueueDatabase } from "./seed-queue-database.js";
import { until } from "./until.js";

/** Lockstep as a service in this process, listening on loopback. */
export interface ServedEstate extends AsyncDisposable {
  readonly url: string;
  readonly service: Service<OpenedEstate>;
  /** Every line of the log, as one JSON text each. */
  readonly log: readonly string[];
  /** Waits until nothing more is to be done now. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the service over an estate, with a queue of its own or one that is given. */
export async function serveEstate(
  app: App,
  { now, queue }: { readonly now: () => Date; readonly queue?: JobQueue },
): Promise<ServedEstate> {
  const log: string[] = [];
  const write = (message: string, fields?: unknown): void => {
    const text = (_: string, value: unknown): unknown => (value instanceof Error ? String(value.stack) : value);
    log.push(`${message} ${JSON.stringify(fields, text)}`);
  };
  const logger = { info: write, warn: write, error: write };
  if (queue === undefined) await seedQueueDatabase(app.settings.dataFolder);
  const service = await openServiceOver([app], { now, logger, ...(queue !== undefined && { queue }) });
  const server = await startHttpServer(createHttpApp({ ...service, estates: [] }), { host: "127.0.0.1", port: 0 });
  await service.begin();
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await server.stop();
    await service.close();
  };
  const once = (): Promise<void> => {
    stopped ??= stop();
    return stopped;
  };
  return {
    url: server.url,
    service,
    log,
    stop: once,
    async idle() {
      const last = async () => {
        const { active, waiting } = await service.queue.counts();
        // What comes again by itself always waits.
        return active === 0 && waiting <= (await service.queue.schedules()).length;
      };
      await until(last, { what: "nothing waits but what comes again", everyMs: 50 });
    },
    [Symbol.asyncDispose]: once,
  };
}

/** The records of one type, newest first. */
export async function recordsOf({ ledger }: App, type: LedgerRecord["type"]): Promise<readonly LedgerRecord[]> {
  const records: LedgerRecord[] = [];
  for await (const record of ledger.records({ type })) records.push(record);
  return records;
}
