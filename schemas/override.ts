import { type Static, Type } from "typebox";

const Maybe = Type.Union([Type.String(), Type.Null()]);

/** What one override covers of one readiness code: what its reasons spoke of when it was given, and nothing else. */
export const OverrideScope = Type.Object({
  code: Type.String(),
  /** Ids of findings, which are digests of their content. */
  findings: Type.Array(Type.String()),
  /** What the reasons spoke of beside findings, for example a node and a certificate. */
  subjects: Type.Array(Type.String()),
  /** What the reasons said then. */
  messages: Type.Array(Type.String()),
});
export type OverrideScope = Static<typeof OverrideScope>;

const Granted = Type.Object({
  act: Type.Literal("granted"),
  engineId: Type.String(),
  /** The run whose verdict was looked at. */
  runId: Type.String(),
  setAside: Type.Array(OverrideScope, { minItems: 1 }),
  reason: Type.String(),
  /** `null`: to follow. */
  ticket: Maybe,
  /** Whether the ticket was found in its system. */
  ticketFound: Type.Boolean(),
  /** A second person who agreed; `null` where there was none. */
  second: Maybe,
  /** It ends by itself at this instant. */
  until: Type.String(),
});

const Ended = Type.Object({
  act: Type.Literal("ended"),
  engineId: Type.String(),
  /** The hash of the record that it ends. */
  grant: Type.String(),
  reason: Maybe,
});

const TicketNamed = Type.Object({
  act: Type.Literal("ticket-named"),
  engineId: Type.String(),
  /** The hash of the record that its ticket was to follow. */
  grant: Type.String(),
  ticket: Type.String(),
  ticketFound: Type.Boolean(),
});

/** The body of a ledger record of type `override`: one given, one ended early, or the ticket that was to follow. */
export const OverrideBody = Type.Union([Granted, Ended, TicketNamed], { $id: "lockstep/override-body@1" });
export type OverrideBody = Static<typeof OverrideBody>;
export type OverrideGrant = Static<typeof Granted>;

/** An override as every report shows it while it lasts. */
export const Override = Type.Object(
  {
    /** The number of its ledger record, by which commands name it. */
    record: Type.Integer({ minimum: 0 }),
    hash: Type.String(),
    by: Type.String(),
    second: Maybe,
    reason: Type.String(),
    /** `null`: to follow. */
    ticket: Maybe,
    grantedAt: Type.String(),
    until: Type.String(),
    /** The codes that it names; what it covers of them was fixed when it was given. */
    codes: Type.Array(Type.String()),
  },
  { $id: "lockstep/override@1" },
);
export type Override = Static<typeof Override>;
