import type { Waiver } from "#schemas/policy";
import { isExpired } from "../policy/is-expired.js";
import { matterOf } from "./matter.js";
import type { Sighting } from "./matters-of-engine.js";

const DAY_MS = 86_400_000;

/** What is to be known of the waivers. */
export interface WaiverOutlook {
  readonly at: string;
  /** Those that end so soon are told. */
  readonly withinDays: number;
  /** Days on which a waiver for a finding was given, by the finding, as recorded. */
  readonly grants: ReadonlyMap<string, readonly string[]>;
}

/** Waivers about to end, and those that have ended and still stand in the file, each with how often it was given before. */
export function waiverMatters(waivers: readonly Waiver[], { at, withinDays, grants }: WaiverOutlook): Sighting {
  const horizon = new Date(Date.parse(at) + withinDays * DAY_MS).toISOString();
  return {
    matters: waivers
      .filter(({ expires }) => isExpired(expires, horizon))
      .map((waiver) => {
        const { id, owner, approver, reason, granted, expires, finding, ticket } = waiver;
        const hasEnded = isExpired(expires, at);
        const given = [...new Set([granted, ...(grants.get(finding) ?? [])])].sort();
        return matterOf({
          kind: "waiver",
          about: [id],
          stands: [hasEnded ? "ended" : "ends", expires],
          scope: "waivers",
          title: hasEnded ? `The waiver ${id} has ended` : `The waiver ${id} ends on ${expires}`,
          sentence: `${approver} gave it to ${owner} on ${granted} (${reason})${ticket === undefined ? "" : `, under ${ticket}`}.${tellHistory(given)} ${hasEnded ? `It ended on ${expires}: what it tolerated counts again.` : `From then on what it tolerates counts again.`}`,
          action: hasEnded
            ? "Put an end to the difference, or have it decided anew; then take the waiver out of policy/waivers.yaml."
            : "Put an end to the difference before that day, or have it decided anew.",
          findings: [finding],
          owner,
        });
      }),
    scopes: ["waivers"],
  };
}

function tellHistory(given: readonly string[]): string {
  if (given.length < 2) return "";
  return ` It was given ${given.length} times: on ${given.join(", ")}.`;
}
