import type { Logger } from "#services/ports/logger";
import type { BookedApp } from "#services/running/service/open-estate-book";
import { type OpenedEstate, openEstates } from "#services/running/service/open-estates";
import { openService, type ServedApp, type Service, type ServiceOptions } from "#services/running/service/open-service";

export type TestedApp = BookedApp & ServedApp;

/** Opens a service over the apps of a test, as the command line opens one over estates. */
export async function openServiceOver<Opened extends TestedApp>(
  apps: readonly Opened[],
  options: Omit<ServiceOptions, "logger"> & { readonly logger: Logger },
): Promise<Service<OpenedEstate<Opened>>> {
  const [first] = apps;
  if (first === undefined) throw new Error("A service serves at least one estate.");
  const openApp = (settings: Opened["settings"]): Promise<Opened> => {
    const app = apps.find((each) => each.settings === settings);
    return app === undefined ? Promise.reject(new Error("no such estate")) : Promise.resolve(app);
  };
  const opened = await openEstates(
    apps.map(({ settings }) => settings),
    { openApp, openParts: async () => NOTHING_BESIDE, logger: options.logger },
  );
  return await openService(opened, first.settings, options);
}

/** For a service that neither shows pages nor answers gates. */
const NOTHING_BESIDE = { close: () => Promise.resolve() };
