import type { GovernanceFinding } from "#schemas/review-report";
import { type Matter, matterOf } from "./matter.js";

/** What is wrong with how the estate repository is guarded, as recorded: each is on record once for its content, and told once. */
export function governanceMatters(findings: readonly GovernanceFinding[]): readonly Matter[] {
  return findings.map(({ id, code, message, remedy }) =>
    matterOf({
      kind: "record",
      about: ["governance", id],
      scope: "governance",
      title: `The estate repository needs a look (${code})`,
      sentence: message,
      action: remedy,
      owner: ESTATE_OWNER,
    }),
  );
}

/** Whose matter it is where it is no engine's: only a route that names no owner, or this one, tells it. */
export const ESTATE_OWNER = "estate";
