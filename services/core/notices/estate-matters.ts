import { ESTATE_OWNER } from "./governance-matters.js";
import { type Matter, matterOf } from "./matter.js";
import type { Sighting } from "./matters-of-engine.js";

const SCOPE = "estate";

/** What is wrong with the estate's own record, which no engine's report tells. */
export interface EstateFaults {
  /** Why the ledger cannot be trusted, as an end of a sentence. */
  readonly ledger: { readonly code: string; readonly problem: string } | undefined;
  /** What is wrong in `policy/notifications.yaml`, where it is not in force. */
  readonly notifications: string | undefined;
}

/** Faults that concern all engines: the ledger is broken, or the file that says who is told of what does not read. */
export function estateMatters({ ledger, notifications }: EstateFaults): Sighting {
  const matters: Matter[] = [];
  if (ledger !== undefined) {
    matters.push(
      matterOf({
        kind: "record",
        about: ["ledger"],
        stands: ledger.code,
        scope: SCOPE,
        title: `The ledger cannot be trusted (${ledger.code})`,
        sentence: `The record of runs and decisions was found broken: ${ledger.problem}. No verdict that rests on it counts.`,
        action: "Run 'lockstep ledger verify', and hold it against a ledger head that was mailed.",
        owner: ESTATE_OWNER,
      }),
    );
  }
  if (notifications !== undefined) {
    matters.push(
      matterOf({
        kind: "record",
        about: ["notifications"],
        stands: notifications,
        scope: SCOPE,
        title: "Who is told of what does not read any more",
        sentence: `policy/notifications.yaml on main ${notifications}. Until it is mended, notices go by its last form that did read.`,
        action: "Run 'lockstep validate', and mend the file.",
        owner: ESTATE_OWNER,
      }),
    );
  }
  return { matters, scopes: [SCOPE] };
}
