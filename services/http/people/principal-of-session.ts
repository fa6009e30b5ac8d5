import { findPerson } from "#services/core/access/find-person";
import type { Grant, Principal } from "#services/core/access/principal";
import { foldAccount } from "#services/core/review/standing-opinions";
import type { Identity } from "#services/ports/identity-provider";
import type { PeopledEstate } from "./people-context.js";
import type { SessionOwner } from "./sessions.js";

/** Says what the owner of a session may do now: whoever was taken out of an estate's `access.yaml` may do nothing there from then on. */
export function principalOfSession(owner: SessionOwner, estates: readonly PeopledEstate[]): Principal {
  return owner.kind === "person" ? personOf(owner.identity, estates) : operatorOf(owner.name, estates);
}

function personOf(identity: Identity, estates: readonly PeopledEstate[]): Principal {
  const grants: Grant[] = [];
  const namesIn: Record<string, string> = Object.create(null);
  for (const { id, access } of estates) {
    const policy = access();
    const found = policy === undefined ? undefined : findPerson(identity, policy, id);
    if (found === undefined) continue;
    grants.push(...found.grants);
    namesIn[id] = found.name;
  }
  return { kind: "person", id: `person:${identity.account}`, name: identity.name, namesIn, grants };
}

/** As on the command line: who sits at the machine asks and plans, and decides where `review.yaml` names them. */
function operatorOf(name: string, estates: readonly PeopledEstate[]): Principal {
  const grants = estates.flatMap(({ id: estate, approvers }): readonly Grant[] => {
    const operator: Grant = { estate, role: "operator", engines: "all" };
    const isApprover = (approvers()?.people ?? []).some((account) => foldAccount(account) === foldAccount(name));
    return isApprover ? [operator, { estate, role: "approver", engines: "all" }] : [operator];
  });
  return { kind: "operator", id: "operator", name, grants };
}
