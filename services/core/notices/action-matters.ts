import type { StandingAction } from "#schemas/action";
import { matterOf } from "./matter.js";
import type { Sighting } from "./matters-of-engine.js";

/** Actions past their day, each told in the digest until it is closed. */
export function actionMatters(actions: readonly StandingAction[]): Sighting {
  return {
    matters: actions
      .filter(({ standing }) => standing === "overdue")
      .map(({ id, engineId, what, owner, due, from, raisedBy }) =>
        matterOf({
          kind: "action",
          about: [id],
          stands: ["overdue", due],
          scope: "actions",
          title: `The action ${id} on ${engineId} is past its day, ${due}`,
          sentence: `${what} (from ${from}, raised by ${raisedBy} and given to ${owner}) was due on ${due} and is not closed.`,
          action: `Carry it out, and close it: 'lockstep action close ${id}'.`,
          ...{ engineId, owner },
        }),
      ),
    scopes: ["actions"],
  };
}
