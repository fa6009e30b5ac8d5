import type { JobQueue } from "#services/ports/job-queue";
import type { Logger } from "#services/ports/logger";
import { apiRoutes } from "./api/api-routes.js";
import { assetRoutes } from "./assets/asset-routes.js";
import { collectorRoutes } from "./collector/collector-routes.js";
import { gateRoutes } from "./gate/gate-routes.js";
import { openMeter } from "./operations/meter.js";
import { operationRoutes } from "./operations/operation-routes.js";
import { type QueueBoardContext, queueBoardRoute } from "./operations/queue-board-route.js";
import { pageRoutes } from "./pages/page-routes.js";
import type { PeopleCounts } from "./people/open-people.js";
import type { Route } from "./route.js";
import type { ServedEstate } from "./served-estate.js";

/** What the routes answer from. */
export interface RoutesContext extends QueueBoardContext {
  /** Those that are open; one that opens later comes in. */
  readonly estates: readonly ServedEstate[];
  /** Whether jobs and addresses name their estate, since the service has several. */
  readonly areSeveral: boolean;
  readonly queue: JobQueue;
  readonly logger: Logger;
  /** When the watchdog last looked at every estate; left out where nobody watches here. */
  readonly watchedAt?: (() => Date | undefined) | undefined;
  /** Estates that could not be opened; left out: none. */
  readonly closed?: (() => readonly unknown[]) | undefined;
  /** How people come in and go. */
  readonly peopleRoutes: readonly Route[];
  /** What the door counted; left out: nobody comes in here. */
  readonly peopleCounts?: (() => PeopleCounts) | undefined;
}

/** Everything that can be asked of the service, beside webhooks and `/healthz`. */
export function allRoutes(context: RoutesContext): readonly Route[] {
  const meter = openMeter();
  return meter.measured([
    ...assetRoutes,
    ...context.peopleRoutes,
    ...gateRoutes(context),
    ...collectorRoutes(context),
    ...apiRoutes(context),
    ...pageRoutes(context),
    ...operationRoutes({ ...context, meter }),
    queueBoardRoute(context),
  ]);
}
