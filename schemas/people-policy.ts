import { type Static, Type } from "typebox";

/** How people stand in the record: `policy/people.yaml`. Without the file names are kept. */
export const PeoplePolicy = Type.Object(
  {
    people: Type.Union([Type.Literal("names"), Type.Literal("pseudonyms")], {
      description:
        "how whoever acts stands in the record from now on: by name, or by a pseudonym whose name is kept in a book outside Git",
    }),
    accounts: Type.Optional(
      Type.Union([Type.Literal("names"), Type.Literal("pseudonyms")], {
        description:
          "how accounts of engines and people of tickets stand in what is read from now on; left out: by name; pseudonyms: with people by pseudonym alone, and with names in policy sealed (lockstep people seal)",
      }),
    ),
  },
  { $id: "lockstep/people-policy@1", additionalProperties: false },
);
export type PeoplePolicy = Static<typeof PeoplePolicy>;
