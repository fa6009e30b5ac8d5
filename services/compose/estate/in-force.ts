import type { Engine, Estate } from "#schemas/estate";
import type { Policy } from "#schemas/policy";
import { LockstepError } from "#services/core/errors";
import { DEFAULT_POLICY } from "#services/core/policy/default-policy";
import type { GovernedProblem } from "#services/core/policy/governed-problem";
import { type Governed, parseGoverned } from "#services/core/policy/parse-governed";

/** Says where a policy does not read. */
export function brokenPolicy(problems: readonly GovernedProblem[]): LockstepError {
  const [first] = problems.filter(({ file }) => file.startsWith("policy/"));
  const what = first === undefined ? "the policy does not read" : `${first.file} ${first.path} ${first.message}`;
  return new LockstepError("policy-invalid", `${what}. Run 'lockstep validate' for every problem.`);
}

/** What counts now. */
export type InForce = Pick<Governed, "ticketMappings"> & { readonly estate: Estate; readonly policy: Policy };

/** Estate and policy as they are in force. @throws LockstepError `estate-invalid` */
export function parseInForce(files: ReadonlyMap<string, string>): InForce {
  const { estate, policy, ticketMappings } = parseGoverned(files);
  if (estate !== undefined) return { estate, policy: policy ?? DEFAULT_POLICY, ticketMappings };
  throw new LockstepError(
    "estate-invalid",
    "estate.yaml on main is not in force: run 'lockstep validate' for every problem.",
  );
}

/** @throws LockstepError `selector-unknown` */
export function engineIn({ engines }: Estate, engineId: string): Engine {
  const engine = engines.find(({ id }) => id === engineId);
  if (engine !== undefined) return engine;
  const known = engines.map(({ id }) => id).join(", ");
  throw new LockstepError(
    "selector-unknown",
    `There is no engine '${engineId}' in estate.yaml; there are: ${known || "none"}.`,
  );
}
