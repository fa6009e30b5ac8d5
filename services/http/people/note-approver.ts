import type { Principal } from "#services/core/access/principal";
import type { PeopleContext } from "./people-context.js";
import { principalOfSession } from "./principal-of-session.js";
import type { SessionOwner } from "./sessions.js";

interface NotingContext extends Pick<PeopleContext, "estates" | "logger" | "now"> {
  /** Is told of each that could not be put on record. */
  readonly onUnrecorded: () => void;
}

/**
 * Has it put on record, in each estate in which the owner of a new session may approve, that they came in. Nobody waits for it, and where it cannot be recorded they are in all the
 * same: the one who is called at night because the disk is full must not be locked out for that, and whatever they decide is a record of its own, without which it
 * does not count. So it is told loudly instead: an error in the log, and a figure of the process.
 */
export function noteApprover(owner: SessionOwner, { estates, logger, now, onUnrecorded }: NotingContext): void {
  const at = now().toISOString();
  const how = owner.kind === "person" ? "sign-in" : "machine";
  const principal = principalOfSession(owner, estates);
  for (const { id, app } of estates) {
    if (!mayApproveIn(id, principal)) continue;
    const who = principal.namesIn?.[id] ?? principal.name;
    app.noteSignIn({ who, how, at }).catch((error: unknown) => {
      onUnrecorded();
      logger.error("the sign-in of somebody who may approve is not on record", { estate: id, at, error });
    });
  }
}

function mayApproveIn(estateId: string, { grants }: Principal): boolean {
  return grants.some(({ estate, role }) => estate === estateId && role === "approver");
}
