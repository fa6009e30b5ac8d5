import { type Static, Type } from "typebox";

/** Days on which nobody works, as somebody published them: `policy/bank-holidays.yaml`. Nothing is looked up in the web. */
export const BankHolidays = Type.Object(
  {
    source: Type.String({
      minLength: 1,
      description: "who published them and for where, for example 'GOV.UK, England and Wales'",
    }),
    bankHolidays: Type.Array(
      Type.Object(
        {
          date: Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$", description: "a date, YYYY-MM-DD" }),
          name: Type.String({ minLength: 1, description: "what people call it" }),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { $id: "lockstep/bank-holidays@1", additionalProperties: false },
);
export type BankHolidays = Static<typeof BankHolidays>;
