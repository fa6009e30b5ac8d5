import type { Engine, EngineNode } from "#schemas/estate";
import type { ArtefactPattern, ExpectedDifference } from "#schemas/policy";
import { parsePath } from "../artefact/change-path.js";
import { isExpired } from "../policy/is-expired.js";

/** An expected difference as it holds for one pair of nodes: what each must hold at a path. */
export interface Expectation {
  readonly id: string;
  readonly artefact: ArtefactPattern;
  /** Path segments; `*` stands for one segment. */
  readonly segments: readonly string[];
  /** `undefined`: the node must hold the baseline's own value. */
  readonly production: string | undefined;
  readonly standby: string | undefined;
  readonly reason: string;
  readonly expires: string | null;
}

/** Works out which expected differences are in force for a pair at an instant; a node's own value wins over its role's. */
export function resolveExpectations(
  rules: readonly ExpectedDifference[],
  pair: {
    readonly engine: Pick<Engine, "id">;
    readonly production: EngineNode["id"];
    readonly standby: EngineNode["id"];
  },
  at: string,
): Expectation[] {
  return rules
    .filter((rule) => rule.expires === undefined || !isExpired(rule.expires, at))
    .map((rule) => ({
      id: rule.id,
      artefact: rule.artefact,
      segments: parsePath(rule.path),
      production: rule.values[pair.production] ?? rule.values["primary"],
      standby: rule.values[pair.standby] ?? rule.values["standby"],
      reason: rule.reason,
      expires: rule.expires ?? null,
    }));
}
