import type { Settings } from "./config.js";
import type { Diagnosis } from "./ports/connector.js";
import { diagnoseFolders } from "./stores/files/diagnose-folders.js";
import { diagnosePrograms } from "./stores/git/diagnose-programs.js";
import { diagnoseSigner } from "./stores/git/diagnose-signer.js";
import { diagnoseKeys } from "./stores/keys/diagnose-keys.js";

/** Looks for what this machine lacks before an estate can be opened: programs, keys and their safety, folders. Never throws for it. */
export async function diagnoseMachine(settings: Settings): Promise<readonly Diagnosis[]> {
  const { storeDir: gitDir, signingKeyFile } = settings;
  return [
    ...(await diagnosePrograms()),
    ...(await diagnoseKeys(settings)),
    ...(await diagnoseSigner({ gitDir, signingKeyFile, now: () => new Date() })),
    ...(await diagnoseFolders(settings)),
  ];
}
