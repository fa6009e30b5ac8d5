import type { Invitations } from "./invitations.js";
import type { OperatorWay } from "./people-context.js";

/** Makes a link by which whoever sits at the machine comes in; the one before ends. */
export function invitationLink({ address }: Pick<OperatorWay, "address">, invitations: Invitations): string {
  return `${address()}/sign-in?token=${invitations.make()}`;
}
