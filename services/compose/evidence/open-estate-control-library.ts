import type { Settings } from "#services/config";
import type { ControlLibrary } from "#services/core/control-maps/control-library";
import { openEstateRepository } from "#services/stores/git/open-estate-repository";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { openControlLibrary } from "./open-control-library.js";

/** The control maps that ship, with those in force in an estate. No key is needed: they are no secret. */
export async function openEstateControlLibrary(settings: Settings): Promise<ControlLibrary> {
  const { storeDir: gitDir, signingKeyFile, ledgerMarkFolder } = settings;
  const context = { gitDir, signingKeyFile, ledgerMarkFolder, now: () => new Date() };
  const { files } = await openEstateRepository(context, openLedger(context)).governed();
  return await openControlLibrary(files);
}
