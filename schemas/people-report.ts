import { type Static, Type } from "typebox";

const Maybe = Type.Union([Type.String(), Type.Null()]);

/** A person as the book of people has them. */
const Person = Type.Object(
  {
    shown: Type.String({ description: "how the person is shown where the name is not known" }),
    name: Type.String(),
    since: Type.String({ description: "when the name was written down, RFC 3339 UTC" }),
  },
  { additionalProperties: false },
);

/** What `lockstep people list --json` answers. */
export const PeopleList = Type.Object(
  { schema: Type.Literal("lockstep/people@1"), people: Type.Array(Person) },
  { $id: "lockstep/people@1", additionalProperties: false },
);
export type PeopleList = Static<typeof PeopleList>;

/** What `lockstep people show --json` answers. */
export const PersonShown = Type.Object(
  {
    schema: Type.Literal("lockstep/person@1"),
    pseudonym: Type.String({ description: "whole, as it stands in the record" }),
    shown: Type.String(),
    name: Type.Union([Type.String(), Type.Null()], { description: "null: the book does not have it" }),
    since: Maybe,
  },
  { $id: "lockstep/person@1", additionalProperties: false },
);
export type PersonShown = Static<typeof PersonShown>;

/** What `lockstep people forget --json` answers. */
export const PersonForgotten = Type.Object(
  {
    schema: Type.Literal("lockstep/person-forgotten@1"),
    forgotten: Type.Array(Type.String(), { description: "as they are shown from now on" }),
    record: Type.Integer({ description: "number of the ledger record that says so, without the name" }),
    cutOff: Type.Array(Type.String(), {
      description: "of whom an earlier asking was cut off before it was on record: it is on this one",
    }),
    alike: Type.Array(Type.String(), {
      description: "names still in the book that may be the same person's: forget them too where they are",
    }),
  },
  { $id: "lockstep/person-forgotten@1", additionalProperties: false },
);
export type PersonForgotten = Static<typeof PersonForgotten>;
