import type { Diagnosis } from "#services/ports/connector";
import type { Connection } from "./open-connection.js";
import { readProtection } from "./read-protection.js";

/** Says whether the branch of the estate is guarded. A branch that nobody guards works, and proves nothing. */
export async function diagnoseGuards(
  { hub, signedIn, repository }: Connection,
  branch: string,
): Promise<readonly Diagnosis[]> {
  const check = "protection";
  const { app } = signedIn;
  const isAdmin =
    app === undefined ? repository.permissions?.["admin"] === true : app.permissions["administration"] !== undefined;
  const { pullRequestRequired, staleOpinionsVoid, bypass } = await readProtection(hub, branch, {
    isAdmin,
    appId: app?.id,
  });
  const remedy = "Run `lockstep protect`, or let an administrator set the rules that it names.";
  if (pullRequestRequired === null) {
    return [
      {
        check,
        state: "warning",
        message: `How ${branch} is guarded is not shown to this account.`,
        remedy: "Grant 'Administration: read', so that protection can be proved.",
      },
    ];
  }
  if (!pullRequestRequired)
    return [{ check, state: "warning", message: `Anybody who may write may push to ${branch} past a review.`, remedy }];
  if (staleOpinionsVoid === false)
    return [{ check, state: "warning", message: `An approval on ${branch} outlives a push.`, remedy }];
  const passing = bypass.length === 0 ? "" : ` These may pass: ${bypass.join("; ")}.`;
  return [{ check, state: "ok", message: `${branch} changes by reviewed pull requests alone.${passing}` }];
}
