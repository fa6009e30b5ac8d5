import { type Static, Type } from "typebox";

const DateOnly = Type.String({
  pattern: "^\\d{4}-\\d{2}-\\d{2}$",
  description: "a date, YYYY-MM-DD, valid to the end of that day in UTC",
});

/** Permission for one text that looks like a patient's, and is none, to leave in an evidence pack. */
export const AllowedText = Type.Object(
  {
    id: Type.String({ minLength: 1, description: "the name by which problems mention this permission" }),
    text: Type.String({
      pattern: "^masked:[\\w.-]{1,64}:[0-9a-f]{32}$",
      description: "the text, as the refusal names it: its token under the estate's mask key",
    }),
    place: Type.String({
      minLength: 1,
      description: "where it may stand, as the refusal names it; * stands for any run of characters",
    }),
    owner: Type.String({ minLength: 1, description: "who looked at it there" }),
    approver: Type.String({ minLength: 1, description: "who permitted it; never the owner" }),
    reason: Type.String({ minLength: 1, description: "why it is no patient's" }),
    ticket: Type.Optional(Type.String({ description: "the ticket under which it was permitted" })),
    granted: DateOnly,
    expires: DateOnly,
  },
  { additionalProperties: false },
);
export type AllowedText = Static<typeof AllowedText>;

/** What may leave in an evidence pack: `policy/evidence.yaml`. */
export const EvidencePolicy = Type.Object(
  { allowedTexts: Type.Array(AllowedText) },
  { $id: "lockstep/evidence-policy@1", additionalProperties: false },
);
export type EvidencePolicy = Static<typeof EvidencePolicy>;
