import type { EstateRemote } from "#services/ports/estate-remote";
import type { ForgeRemote } from "#services/ports/forge";
import type { GitContext } from "#services/stores/git/git-context";
import type { GitLedger } from "#services/stores/ledger/open-ledger";
import { fetchForge } from "./fetch-forge.js";
import { joinMain } from "./join-main.js";
import { pushBranches } from "./push-branches.js";
import { type ForgeAccess, remoteEnvironment } from "./remote-settings.js";
import type { RemoteCall } from "./run-remote-git.js";

/** How the forge is reached, and for how long it is waited for. */
export interface RemoteOptions {
  readonly access: ForgeAccess;
  /** Deadline of each call of git in milliseconds. Default five minutes. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** Opens the copy of the estate repository on a forge. */
export function openEstateRemote(context: GitContext, ledger: GitLedger, options: RemoteOptions): EstateRemote {
  const { access, signal, timeoutMs = 300_000 } = options;
  const { gitDir } = context;
  const main = access.branch ?? "main";
  const callTo = (remote: ForgeRemote): RemoteCall => ({
    ...{ gitDir, timeoutMs, signal },
    environment: remoteEnvironment(gitDir, remote, access),
  });
  return {
    fetch: async (remote) => await fetchForge(callTo(remote), remote, main),
    push: async (remote, updates) => await pushBranches(updates, { context, call: callTo(remote), remote, main }),
    join: (at) => joinMain(context, ledger, at),
  };
}
