import type { ChangeProposal } from "#schemas/change-proposal";
import { showInstant } from "../text/describe-time.js";
import type { Section } from "./fit-sections.js";
import { markdownWords } from "./markdown-words.js";

/** What the decision is bound to, to unfold: digests and commits, for those who check. */
export function provenanceSection({ digest, baseline, production }: ChangeProposal): Section {
  const ticket = baseline.ticket === null ? "without ticket" : `ticket ${baseline.ticket}`;
  const lines = [
    `Content of this decision: ${digest}`,
    `Approved baseline: ${baseline.digest}, commit ${baseline.commit}, by ${baseline.approver}, ${ticket}`,
    `Production: ${production.nodeId}, read at ${showInstant(production.takenAt)}, ${production.digest}, commit ${production.commit}`,
  ].map((line) => `- ${markdownWords(line, 400)}`);
  return {
    name: "where this comes from",
    rank: 9,
    isExtra: true,
    versions: [`<details>\n<summary>Where this comes from</summary>\n\n${lines.join("\n")}\n\n</details>`],
  };
}
