import { type Static, Type } from "typebox";
import { NoticeKind } from "./notifications.js";

/** Something that people are told of, as far as it has to be remembered: what it is, how it stood, and in what words it was told. */
export const ToldMatter = Type.Object({
  /** The same in every run, for example `["gate","tie"]` as JSON. */
  key: Type.String(),
  /** How it stood: another state is told anew. */
  state: Type.String(),
  kind: NoticeKind,
  /** Where it is looked for: once that was looked at and it is not there any more, it has ended. */
  scope: Type.String(),
  title: Type.String(),
  owner: Type.String(),
  tier: Type.Union([Type.Integer(), Type.Null()]),
  engineId: Type.Union([Type.String(), Type.Null()]),
  /** Whether the next level is to be told while nobody answers. */
  isUrgent: Type.Boolean(),
});
export type ToldMatter = Static<typeof ToldMatter>;

const Place = {
  /** Id of the channel in `policy/notifications.yaml`; never an address. */
  channel: Type.String(),
  /** 0: at once or in the digest; 1 and more: whom it was escalated to. */
  level: Type.Integer({ minimum: 0 }),
};

/** One matter as it was told on one channel. */
export const ToldEntry = Type.Object({
  ...Place,
  matter: ToldMatter,
  state: Type.Union([Type.Literal("claimed"), Type.Literal("sent"), Type.Literal("failed")]),
  /** The number of the record that claimed it; of a summed-up one, as it was then. */
  claim: Type.Integer({ minimum: 0 }),
  /** The number of the first record that claimed this state at this place, by which people name it; left out: `claim`. */
  first: Type.Optional(Type.Integer({ minimum: 0 })),
  at: Type.String(),
  /** When the state was first told on any channel: escalation counts from then. */
  since: Type.String(),
});
export type ToldEntry = Static<typeof ToldEntry>;

/** Somebody who saw a notice. It changes no verdict; it ends its escalation. */
export const SeenMatter = Type.Object({
  key: Type.String(),
  state: Type.String(),
  by: Type.String(),
  at: Type.String(),
});
export type SeenMatter = Static<typeof SeenMatter>;

/** The body of a ledger record of type `notice-sent`. */
export const NoticeRecord = Type.Union(
  [
    /** About to be sent: of two services that claim the same, the earlier record sends it. */
    Type.Object({
      act: Type.Literal("claimed"),
      ...Place,
      matters: Type.Array(ToldMatter),
      /** The commit of `main` whose routes it went by. */
      policyCommit: Type.String(),
    }),
    /** The channel took it. `claim` is the number of the record that claimed it. */
    Type.Object({ act: Type.Literal("sent"), claim: Type.Integer({ minimum: 0 }) }),
    /** The channel did not take it: whoever comes next may try again. */
    Type.Object({ act: Type.Literal("failed"), claim: Type.Integer({ minimum: 0 }), code: Type.String() }),
    /** These stand no longer. */
    Type.Object({ act: Type.Literal("ended"), keys: Type.Array(Type.String()) }),
    Type.Object({
      act: Type.Literal("seen"),
      matters: Type.Array(Type.Object({ key: Type.String(), state: Type.String() })),
    }),
    /** All of it summed up, so that no older record has to be read. */
    Type.Object({
      act: Type.Literal("summed-up"),
      /** The number of the newest record in it: what came after that and before this one counts beside it. */
      upTo: Type.Integer({ minimum: -1 }),
      told: Type.Array(ToldEntry),
      seen: Type.Array(SeenMatter),
      policyCommit: Type.Union([Type.String(), Type.Null()]),
    }),
  ],
  { $id: "lockstep/notice-record@1" },
);
export type NoticeRecord = Static<typeof NoticeRecord>;
