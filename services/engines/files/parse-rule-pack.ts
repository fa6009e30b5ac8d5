import type { RulePack } from "#schemas/rule-pack";
import { LockstepError } from "#services/core/errors";
import { type PackProblem, readRulePack } from "./read-rule-pack.js";

/**
 * Reads a rule pack that must be usable.
 *
 * @param origin names the file in messages
 * @throws LockstepError `policy-invalid`
 */
export function parseRulePack(text: string, origin: string): RulePack {
  const read = readRulePack(text);
  if ("pack" in read) return read.pack;
  throw new LockstepError("policy-invalid", tellPackProblems(origin, read.problems));
}

/** So many are told in one message; `lockstep validate` tells all. */
const TOLD = 10;

/** Says in one sentence why a pack cannot be used. */
export function tellPackProblems(origin: string, problems: readonly PackProblem[]): string {
  const told = problems.slice(0, TOLD).map(({ path, message, remedy }) => {
    const meant = /^Did you mean '[^']*'\?/.exec(remedy)?.[0];
    return `${path} ${message}${meant === undefined ? "" : ` (${meant})`}`;
  });
  const more = problems.length > TOLD ? `; and ${problems.length - TOLD} more` : "";
  return `The rule pack ${origin} cannot be used: ${told.join("; ")}${more}.`;
}
