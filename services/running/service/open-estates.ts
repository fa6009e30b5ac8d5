import type { App } from "#services/app";
import type { Settings } from "#services/config";
import { LockstepError } from "#services/core/errors";
import type { Logger } from "#services/ports/logger";
import { type BookedApp, type EstateBook, openEstateBook } from "./open-estate-book.js";
import type { EstateNames } from "./open-estate-names.js";

/** One estate that a service serves: how it is read and changed, and what is in force in it. */
export interface OpenedEstate<Opened extends BookedApp = App> extends EstateBook {
  readonly app: Opened;
}

/** What a service holds open beside each estate. */
export interface EstateParts {
  close(): Promise<void>;
}

/** The estates of a service. */
export interface OpenedEstates<Opened extends BookedApp = App, Parts extends object = object> {
  /** Those that are open; one that opens later comes in. */
  readonly estates: readonly (OpenedEstate<Opened> & Parts)[];
  readonly areSeveral: boolean;
  /** Folders of those that are not, each with why. */
  readonly closed: () => readonly { readonly folder: string; readonly why: string }[];
  /** Tries those that are not open once more, and reads anew what is in force in the others. */
  reread(): Promise<void>;
  /** Ends what is held open beside them. */
  close(): Promise<void>;
}

interface OpenWith<Opened extends BookedApp, Parts extends EstateParts> {
  readonly openApp: (settings: Settings) => Promise<Opened>;
  /** Opens what stands beside an estate. */
  readonly openParts: (app: Opened) => Promise<Parts>;
  readonly logger: Logger;
  /** Default: nothing is remembered from one start to the next. */
  readonly names?: EstateNames | undefined;
}

/**
 * Opens each estate with what is its own. One that cannot be opened keeps no other from being served; of a single one it is an error. A name is nobody else's
 * while the estate that bore it last is one of these, open or not.
 *
 * @throws LockstepError what opening the only estate throws; `service-invalid` where two estates have one name
 */
export async function openEstates<Opened extends BookedApp, Parts extends EstateParts>(
  all: readonly Settings[],
  { openApp, openParts, logger, names = NOT_REMEMBERED }: OpenWith<Opened, Parts>,
): Promise<OpenedEstates<Opened, Omit<Parts, "close">>> {
  const estates: (OpenedEstate<Opened> & Parts)[] = [];
  const closed = new Map<Settings, LockstepError>();

  async function open(settings: Settings): Promise<void> {
    const app = await openApp(settings);
    const others = all.filter((other) => other !== settings);
    const isFree = (name: string): boolean =>
      estates.every(({ id }) => id !== name) && others.every(({ folder }) => names.nameOf(folder) !== name);
    const book = await openEstateBook(app, { logger, isFree, before: names.nameOf(settings.folder) });
    if (!isFree(book.id)) {
      throw new LockstepError("service-invalid", `Two estates are called '${book.id}': give one of them another name.`);
    }
    // Its name may become another one, so that the book itself stands there and no copy of it.
    estates.push(Object.assign(book, { app }, await openParts(app)));
    closed.delete(settings);
    await keepName(settings.folder, book.id);
  }

  async function keepName(folder: string, name: string): Promise<void> {
    try {
      await names.keep(folder, name);
    } catch (error) {
      if (!(error instanceof LockstepError)) throw error;
      logger.error("the name of an estate cannot be kept for the next start", { estate: name, error });
    }
  }

  async function tryToOpen(settings: Settings): Promise<void> {
    try {
      await open(settings);
    } catch (error) {
      if (!(error instanceof LockstepError)) throw error;
      if (closed.get(settings)?.message !== error.message) {
        logger.error("an estate is not served", { folder: settings.folder, error });
      }
      closed.set(settings, error);
    }
  }

  const [only, ...others] = all;
  if (only !== undefined && others.length === 0) await open(only);
  else for (const settings of all) await tryToOpen(settings);
  return {
    estates,
    areSeveral: others.length > 0,
    closed: () => [...closed].map(([{ folder }, { code }]) => ({ folder, why: code })),
    async reread() {
      for (const estate of estates) {
        await estate.reread();
        await keepName(estate.app.settings.folder, estate.id);
      }
      for (const settings of [...closed.keys()]) await tryToOpen(settings);
    },
    async close() {
      await Promise.all(estates.map((estate) => estate.close()));
    },
  };
}

const NOT_REMEMBERED: EstateNames = { nameOf: () => undefined, keep: () => Promise.resolve() };
