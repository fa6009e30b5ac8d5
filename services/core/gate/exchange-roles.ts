import type { Engine } from "#schemas/estate";
import type { ExpectedDifference } from "#schemas/policy";
import { withRoles } from "../readiness/follow-roles.js";
import { pairOf } from "../readiness/pair-of.js";

/** The engine as it will be after a role change: the designated standby is the primary, and the primary its standby. */
export function exchangeRoles(engine: Engine): Engine {
  const { production, standby } = pairOf(engine);
  const exchanged = withRoles(
    { ...engine, designatedStandby: standby.id },
    new Map([
      [production.id, "standby"],
      [standby.id, "primary"],
    ]),
  );
  return { ...exchanged, designatedStandby: production.id };
}

/**
 * Expected differences as they hold before whoever exchanges the roles has set them over: each node still holds the value of its old
 * role. A node's own value goes with the node.
 */
export function exchangeRoleValues(rules: readonly ExpectedDifference[]): ExpectedDifference[] {
  return rules.map((rule) => {
    const { primary, standby, ...own } = rule.values;
    return {
      ...rule,
      values: {
        ...own,
        ...(standby === undefined ? {} : { primary: standby }),
        ...(primary === undefined ? {} : { standby: primary }),
      },
    };
  });
}
