import { join } from "node:path";
import type { Estate } from "#schemas/estate";
import type { StoredToken } from "#schemas/token";
import type { Settings } from "#services/config";
import type { TokenRequest } from "#services/core/access/plan-token";
import { type CreatedToken, createToken } from "#services/jobs/tokens/create-token";
import { revokeToken } from "#services/jobs/tokens/revoke-token";
import type { Ledger } from "#services/ports/estate-repository";
import type { ListedToken } from "#services/ports/token-store";
import { openTokenStore } from "#services/stores/tokens/open-token-store";

/** What administrators do with the tokens of an estate. */
export interface TokenDesk {
  /** The token itself is shown once, and kept nowhere. @throws LockstepError `usage`, `selector-unknown` */
  create(request: TokenRequest): Promise<CreatedToken>;
  list(): Promise<readonly ListedToken[]>;
  /** By its id, or by its name where one token bears it. @throws LockstepError `usage`, `selector-unknown` */
  revoke(named: string, by: string): Promise<StoredToken>;
}

/** Opens the desk. `estate` gives the estate as it is in force. */
export function openTokenDesk(
  { dataFolder }: Pick<Settings, "dataFolder">,
  context: {
    readonly estate: () => Promise<Estate>;
    readonly ledger: Pick<Ledger, "append">;
    readonly now: () => Date;
  },
): TokenDesk {
  const tokens = openTokenStore(join(dataFolder, "tokens"));
  const { ledger, now } = context;
  return {
    async create(request) {
      const { estate: id, engines } = await context.estate();
      return await createToken(request, { estate: { id, engines }, tokens, ledger, now });
    },
    list: () => tokens.list(),
    revoke: (named, by) => revokeToken(named, by, { tokens, ledger, now }),
  };
}
