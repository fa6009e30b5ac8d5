import { type Static, Type } from "typebox";

/** A review of who may do what. Who reviews is whoever asks. */
export const AccessReviewRequest = Type.Object(
  {
    digest: Type.String({
      pattern: "^sha256:[0-9a-f]{64}$",
      description: "the digest of what was looked at: refused where that moved since",
    }),
    change: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 500,
        description: "what has to change; left out: all is as it should be",
      }),
    ),
  },
  { $id: "lockstep/access-review-request@1", additionalProperties: false },
);
export type AccessReviewRequest = Static<typeof AccessReviewRequest>;
