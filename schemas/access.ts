import { type Static, Type } from "typebox";
import { SHARED_ROLES } from "./shared-role.js";

/**
 * What a person may do in an estate, each role beside reading: `viewer` nothing more; `auditor` the records and the evidence; `engineer` asks
 * for checks, plans alignments and gives overrides; `approver` decides on proposals and waivers; `administrator` keeps tokens and
 * sees the queue, and decides nothing.
 */
export const AccessRole = Type.Union([...SHARED_ROLES, Type.Literal("approver"), Type.Literal("administrator")], {
  description: "what whoever holds it may do",
});
export type AccessRole = Static<typeof AccessRole>;

/** A role, over all engines or some. */
export const RoleGrant = Type.Object(
  {
    role: AccessRole,
    engines: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        minItems: 1,
        description: "ids of the engines it is held for; left out: every engine of the estate",
      }),
    ),
  },
  { additionalProperties: false },
);
export type RoleGrant = Static<typeof RoleGrant>;

/** Who may see and do what over HTTP: `policy/access.yaml`. Who is not named may do nothing. */
export const AccessPolicy = Type.Object(
  {
    people: Type.Array(
      Type.Object(
        {
          account: Type.String({
            minLength: 1,
            maxLength: 200,
            description: "the person as the sign-in names them: the value of the claim that service.yaml names",
          }),
          name: Type.String({ minLength: 1, maxLength: 200, description: "the person's name: records bear it" }),
          roles: Type.Array(RoleGrant, { minItems: 1, description: "what the person may do" }),
        },
        { additionalProperties: false },
      ),
      { description: "people, one by one" },
    ),
    groups: Type.Array(
      Type.Object(
        {
          group: Type.String({
            minLength: 1,
            maxLength: 200,
            description: "the group as the sign-in names it; Entra ID gives its object id",
          }),
          roles: Type.Array(RoleGrant, { minItems: 1, description: "what its members may do" }),
        },
        { additionalProperties: false },
      ),
      { description: "groups of the sign-in; nobody approves by a group alone: an approver is named under people" },
    ),
    reviewEveryDays: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 400,
        description: "within how many days somebody must have reviewed who may do what; left out: nothing says",
      }),
    ),
  },
  { $id: "lockstep/access@1", additionalProperties: false },
);
export type AccessPolicy = Static<typeof AccessPolicy>;
