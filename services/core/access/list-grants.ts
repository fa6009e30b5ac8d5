import type { AccessPolicy, RoleGrant } from "#schemas/access";
import type { AccessReview } from "#schemas/access-review";

/** Who holds which role over what, a line each role. */
export type ListedGrants = Pick<AccessReview, "people" | "groups">;

/** Lists the roles that a policy gives; none where there is no policy. */
export function listGrants(access: AccessPolicy | undefined): ListedGrants {
  const told = ({ role, engines = [] }: RoleGrant) => ({
    role,
    engines: engines.length === 0 ? ("all" as const) : [...engines],
  });
  return {
    people: (access?.people ?? []).flatMap(({ account, name, roles }) =>
      roles.map((grant) => ({ account, name, ...told(grant) })),
    ),
    groups: (access?.groups ?? []).flatMap(({ group, roles }) => roles.map((grant) => ({ group, ...told(grant) }))),
  };
}
