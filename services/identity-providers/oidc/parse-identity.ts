import type { SignIn } from "#schemas/service";
import { LockstepError } from "#services/core/errors";
import type { Identity } from "#services/ports/identity-provider";

type Claims = Readonly<Record<string, unknown>>;

/**
 * Reads who somebody is out of the claims of a proven id token. The account is `oid` where there is one: Entra ID gives each application another
 * `sub`. A mail address counts only where the provider has proven it: in many a directory people type their own.
 *
 * @throws LockstepError `sign-in-refused`
 */
export function parseIdentity(
  claims: Claims,
  { accountClaim, groupsClaim = "groups" }: Pick<SignIn, "accountClaim" | "groupsClaim">,
): Identity {
  const named = accountClaim ?? (claims["oid"] === undefined ? "sub" : "oid");
  const account = textOf(own(claims, named));
  if (account === undefined) throw refused("The sign-in does not say which account it was.", CLAIM_REMEDY);
  if (named === "email" && claims["email_verified"] !== true) {
    throw refused("The sign-in names a mail address that nobody has proven.", CLAIM_REMEDY);
  }
  const name = textOf(claims["name"]) ?? textOf(claims["preferred_username"]) ?? account;
  return { account, name, groups: groupsOf(claims, groupsClaim) };
}

const CLAIM_REMEDY =
  "Name in service.yaml › signIn › accountClaim a claim that the provider gives and nobody can choose.";

function refused(message: string, remedy: string): LockstepError {
  return new LockstepError("sign-in-refused", message, { remedy });
}

const MAX_CHARACTERS = 200;

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && value.length <= MAX_CHARACTERS ? value : undefined;
}

/** Of more than some two hundred groups Entra ID writes down none, and says where they could be asked for. */
function groupsOf(claims: Claims, claim: string): Identity["groups"] {
  const elsewhere = claims["_claim_names"];
  const isElsewhere = typeof elsewhere === "object" && elsewhere !== null && Object.hasOwn(elsewhere, claim);
  if (isElsewhere || claims["hasgroups"] === true) return "untold";
  const groups = own(claims, claim);
  if (typeof groups === "string") return [groups];
  return Array.isArray(groups) ? groups.filter((group) => typeof group === "string") : [];
}

function own(claims: Claims, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined;
}
