import type { Settings } from "#services/config";
import type { Diagnosis } from "#services/ports/connector";
import { diagnoseFolders } from "#services/stores/files/diagnose-folders";
import { diagnosePrograms } from "#services/stores/git/diagnose-programs";
import { diagnoseSigner } from "#services/stores/git/diagnose-signer";
import { diagnoseKeys } from "#services/stores/keys/diagnose-keys";

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
