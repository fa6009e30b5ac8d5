import type { AlignedArtefact, AlignPlan } from "#schemas/align-plan";
import { count } from "../text/count.js";

/** The plan in one sentence. */
export function alignHeadline({ node, engineId, artefacts, complete }: AlignPlan): string {
  const where = `${node.id} (${node.role === "primary" ? "production" : "standby"} of ${engineId})`;
  if (artefacts.length === 0) return `${where} is as approved: there is nothing to align.`;
  const done = artefacts.filter(({ carried }) => carried === "package" || carried === "by-hand").length;
  const differs = `${where} differs from the approved baseline in ${count(artefacts.length, "artefact")}`;
  if (complete) return `${differs}; the steps bring ${artefacts.length === 1 ? "it" : "all of them"}.`;
  if (done === 0) return `${differs}; nothing brings ${artefacts.length === 1 ? "it" : "any of them"} now.`;
  return `${differs}; the steps bring ${done}, and ${artefacts.length - done} of them will still differ.`;
}

/** What becomes of an artefact, in a word or two. */
export function carriedWord({ act, carried, file }: AlignedArtefact): string {
  if (carried === "package") return file ?? "package";
  if (carried === "nowhere") return "nothing brings it";
  if (carried === "left-out") return "left out";
  return act === "remove" ? "deleted by hand, last" : "by hand";
}

export const ACTS = { add: "is missing", replace: "differs", remove: "is not approved" } as const;

export const NOTHING_WRITTEN =
  "Lockstep writes to no engine. A person carries this out, and the next check proves it; whatever the plan was made of may have changed since.";

export const PLACEHOLDER_WORDS = {
  secret: "a secret",
  content: "a message template, or what may be a patient's",
} as const;
