import { type Static, Type } from "typebox";

const Handle = Type.String({ pattern: "^[A-Za-z0-9][A-Za-z0-9@._/\\\\ -]{0,127}$" });

/** Who may accept a proposal, who is asked, and how many proposals may stand open: `policy/review.yaml`. */
export const ReviewPolicy = Type.Object(
  {
    approvers: Type.Object(
      {
        teams: Type.Array(Handle, {
          description: "teams of the forge whose members may approve, for example trust/cab",
        }),
        people: Type.Array(Handle, { description: "accounts that may approve beside them" }),
      },
      { additionalProperties: false, description: "the CAB, as the forge names it" },
    ),
    names: Type.Record(Type.String(), Type.String({ minLength: 1 }), {
      description: "by account of the forge, the person's name: records bear it, and nobody approves what they made",
    }),
    approvals: Type.Integer({ minimum: 1, maximum: 6, description: "how many of them must approve" }),
    owners: Type.Record(Type.String(), Handle, {
      description: "by owner of an interface, the account or team of the forge that is asked to look",
    }),
    labels: Type.Array(Type.String({ pattern: "^[A-Za-z0-9][A-Za-z0-9 :._-]{0,49}$" }), {
      description: "labels that every proposal bears, beside those that Lockstep gives it",
    }),
    maxPerHour: Type.Integer({
      minimum: 1,
      maximum: 80,
      description: "proposals opened in an hour; an unauthorised change on production passes it",
    }),
    maxOpen: Type.Integer({
      minimum: 1,
      maximum: 500,
      description: "proposals open at a time; an unauthorised change on production passes it",
    }),
    adoptByTicket: Type.Boolean({
      description: "true: a change whose ticket was approved with its digest moves the baseline without a proposal",
    }),
  },
  { $id: "lockstep/review-policy@1", additionalProperties: false },
);
export type ReviewPolicy = Static<typeof ReviewPolicy>;
