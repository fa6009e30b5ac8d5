import { LockstepError } from "#services/core/errors";
import type { ForgeRequest } from "#services/ports/forge";

/**
 * The value of the header `Authorization`: a personal access token as the password of nobody, as Azure DevOps wants it, or of the
 * account that is named; a token of Entra ID, which is known by its three parts, as a bearer's.
 *
 * @throws LockstepError `credential-missing`
 */
export function authorizationOf({ secret, declared: { username = "" } }: ForgeRequest): string {
  if (secret === undefined || secret === "") {
    throw new LockstepError("credential-missing", "The token of azure-devops is not set.");
  }
  if (/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/.test(secret)) return `Bearer ${secret}`;
  return `Basic ${Buffer.from(`${username}:${secret}`).toString("base64")}`;
}
