import type { RemoteOutcome } from "#services/ports/estate-remote";
import { forgeWords } from "./remote-failed.js";
import type { RemoteAnswer } from "./run-remote-git.js";

type Outcome = Pick<RemoteOutcome, "outcome" | "message">;

/** Reads what `git push --porcelain` said of each reference, by its name on the forge. */
export function parsePushOutcome(
  { stdout, stderr }: RemoteAnswer,
  authorization: string | undefined,
): ReadonlyMap<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  for (const line of stdout.split("\n")) {
    const [, flag = "", ref = "", summary = ""] = /^([ +\-*!=])\t[^\t]*:([^\t:]+)\t(.*)$/.exec(line) ?? [];
    if (ref !== "")
      outcomes.set(ref, flag === "!" ? judgeRejection(summary, stderr, authorization) : { outcome: "done" });
  }
  return outcomes;
}

function judgeRejection(summary: string, stderr: string, authorization: string | undefined): Outcome {
  if (MOVED.test(summary)) return { outcome: "moved" };
  const host = stderr.split("\n").filter((line) => line.startsWith("remote: "));
  const reason = summary.replace(/^\[[^\]]*\] */, "");
  return { outcome: "refused", message: forgeWords([reason, ...host].join("\n"), authorization) };
}

/** In git's own words, on either side: the branch is not where it was known to be. */
const MOVED =
  /\((stale info|fetch first|non-fast-forward|already exists|needs force)\)|but expected|reference already exists|incorrect old value/;
