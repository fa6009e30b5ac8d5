import type { App } from "#services/app";
import { allRoutes } from "#services/http/all-routes";
import { createHttpApp } from "#services/http/create-http-app";
import { startHttpServer } from "#services/http/start-http-server";
import { readServiceSettings } from "#services/running/service/read-service-settings";
import { serveEstates } from "#services/running/service/serve-estates";
import { seedQueueDatabase } from "./seed-queue-database.js";

/** The service over an estate in this process, by a clock that a test sets. It answers, and does no jobs of its own. */
export interface ServedByClock extends AsyncDisposable {
  readonly url: string;
}

/** Opens what `lockstep serve` opens, with the clock given in the place of this machine's. */
export async function serveByClock(
  { settings: { folder, dataFolder, environment } }: Pick<App, "settings">,
  now: () => Date,
): Promise<ServedByClock> {
  await seedQueueDatabase(dataFolder);
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const settings = readServiceSettings({ cwd: folder, environment, estate: folder });
  const service = await serveEstates(settings, { now, logger });
  const routes = allRoutes({ ...service, peopleRoutes: [] });
  const server = await startHttpServer(createHttpApp({ ...service, routes }), { host: "127.0.0.1", port: 0 });
  return {
    url: server.url,
    async [Symbol.asyncDispose]() {
      await server.stop();
      await service.close();
    },
  };
}
