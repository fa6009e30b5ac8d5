import { type Static, Type } from "typebox";
import { ChangeControl } from "./change-control.js";
import { ExerciseKind } from "./exercise.js";
import { ReviewPolicy } from "./review-policy.js";

const Glob = Type.String({ minLength: 1, description: "a name; * stands for any run of characters, ? for one" });

/** Which artefacts a rule speaks of. Every given part must match. */
export const ArtefactPattern = Type.Object(
  {
    engine: Type.Optional(Glob),
    kind: Type.Optional(Glob),
    name: Type.Optional(Glob),
    key: Type.Optional(Glob),
  },
  { additionalProperties: false },
);
export type ArtefactPattern = Static<typeof ArtefactPattern>;

const DateOnly = Type.String({
  pattern: "^\\d{4}-\\d{2}-\\d{2}$",
  description: "a date, YYYY-MM-DD, valid to the end of that day in UTC",
});

/** A difference that should exist between the nodes: checked, and its absence is drift. */
export const ExpectedDifference = Type.Object(
  {
    id: Type.String({ minLength: 1, description: "the name by which findings mention this rule" }),
    artefact: ArtefactPattern,
    path: Type.String({ pattern: "^/", description: "path inside the artefact; * stands for one segment" }),
    values: Type.Record(Type.String(), Type.String(), {
      description: "the value per role, or per node by id; a node's own value wins over its role's",
    }),
    reason: Type.String({ minLength: 1, description: "why the nodes must differ here" }),
    expires: Type.Optional(DateOnly),
  },
  { additionalProperties: false },
);
export type ExpectedDifference = Static<typeof ExpectedDifference>;

/** Permission for one drift: bound to the content it was given for. */
export const Waiver = Type.Object(
  {
    id: Type.String({ minLength: 1, description: "the name by which findings mention this waiver" }),
    artefact: ArtefactPattern,
    path: Type.Optional(Type.String({ pattern: "^/", description: "path inside the artefact; left out: all of it" })),
    finding: Type.String({
      pattern: "^sha256:[0-9a-f]{64}$",
      description: "the id of the finding that is waived; other content is another finding",
    }),
    owner: Type.String({ minLength: 1, description: "who will put an end to the drift" }),
    approver: Type.String({ minLength: 1, description: "who permitted it; never the owner" }),
    reason: Type.String({ minLength: 1, description: "why it is tolerated for now" }),
    ticket: Type.Optional(Type.String({ description: "the ticket under which it is being mended" })),
    granted: DateOnly,
    expires: DateOnly,
  },
  { additionalProperties: false },
);
export type Waiver = Static<typeof Waiver>;

/** Permission to leave one source of one engine unread: it is compared on no node, and every report says so. */
export const AcceptedGap = Type.Object(
  {
    id: Type.String({ minLength: 1, description: "the name by which reports mention this gap" }),
    engine: Type.String({ minLength: 1, description: "the engine's id; no pattern" }),
    source: Type.String({
      minLength: 1,
      description: "what is not read, as the check names it, for example table/%SYS/Security.Users; no pattern",
    }),
    owner: Type.String({ minLength: 1, description: "who compares it by other means meanwhile" }),
    approver: Type.String({ minLength: 1, description: "who permitted it; never the owner" }),
    reason: Type.String({ minLength: 1, description: "why it cannot be read" }),
    ticket: Type.Optional(Type.String({ description: "the ticket under which it was permitted" })),
    granted: DateOnly,
    expires: DateOnly,
  },
  { additionalProperties: false },
);
export type AcceptedGap = Static<typeof AcceptedGap>;

/** What an interface is to the people who depend on it. */
export const InterfaceRule = Type.Object(
  {
    match: ArtefactPattern,
    tier: Type.Integer({ minimum: 1, maximum: 4, description: "1: patient safety within minutes … 4: best effort" }),
    flow: Type.String({ minLength: 1, description: "the flow it belongs to, for example ADT" }),
    owner: Type.String({ minLength: 1, description: "who acts on a finding" }),
    standby: Type.Optional(
      Type.Union(
        [Type.Literal("deployed"), Type.Literal("saved-only"), Type.Literal("disabled"), Type.Literal("any")],
        {
          description: "what it should be on a standby; left out: deployed where production is deployed",
        },
      ),
    ),
    meaning: Type.Optional(Type.String({ description: "one sentence: what goes wrong for patients or staff" })),
  },
  { additionalProperties: false },
);
export type InterfaceRule = Static<typeof InterfaceRule>;

/** That an engine is to be exercised every so often. */
export const ExerciseRequirement = Type.Object(
  {
    everyDays: Type.Integer({ minimum: 1, maximum: 3650, description: "how long an exercise is good for" }),
    kinds: Type.Optional(
      Type.Array(ExerciseKind, {
        minItems: 1,
        uniqueItems: true,
        description: "which exercises count; left out: failover and restore",
      }),
    ),
    tiers: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1, maximum: 4 }), {
        minItems: 1,
        uniqueItems: true,
        description: "it is wanted of engines that carry an interface of one of these tiers; left out: of all",
      }),
    ),
    blocks: Type.Optional(
      Type.Boolean({ description: "true: an engine without one is not-ready; left out: false, it is noted" }),
    ),
  },
  { additionalProperties: false },
);
export type ExerciseRequirement = Static<typeof ExerciseRequirement>;

export const PolicySettings = Type.Object(
  {
    mode: Type.Union([Type.Literal("observe"), Type.Literal("enforce")], {
      description:
        "enforce: everything counts; observe: the verdict is the same, and drift alone alarms neither exit code nor JUnit nor SARIF",
    }),
    maxSnapshotAgeMinutes: Type.Integer({
      minimum: 1,
      maximum: 525_600,
      description: "older snapshots make the verdict unknown",
    }),
    maxColdSnapshotAgeMinutes: Type.Integer({
      minimum: 1,
      maximum: 525_600,
      description: "for a cold standby that is stopped: older snapshots make the verdict unknown",
    }),
    maxNodesApartMinutes: Type.Integer({
      minimum: 1,
      maximum: 525_600,
      description: "nodes read further apart make the verdict unknown",
    }),
    maxClockSkewSeconds: Type.Integer({
      minimum: 1,
      maximum: 86_400,
      description: "a node's clock further off makes the verdict unknown",
    }),
    massChangeShare: Type.Number({
      minimum: 0,
      maximum: 1,
      description: "share of vanished artefacts above which an export is suspect",
    }),
    expiryHorizonDays: Type.Integer({
      minimum: 0,
      maximum: 3650,
      description: "certificates, licences and credentials that end within it are told",
    }),
    maxWaiverDays: Type.Integer({
      minimum: 1,
      maximum: 3650,
      description: "the longest time from the grant of a waiver, or of an accepted gap, to its end",
    }),
    maxOverrideHours: Type.Integer({
      minimum: 1,
      maximum: 720,
      description: "the longest time for which an override may set reasons aside",
    }),
    overrideNeedsSecondPerson: Type.Boolean({
      description: "true: an override by one person alone is not in force",
    }),
    unauthorisedBlocksReadiness: Type.Boolean({
      description: "true: a change that no ticket authorises makes the engine not-ready",
    }),
    storeMessageTemplates: Type.Boolean({ description: "false: message templates are stored as keyed digests" }),
    ticketGraceMinutes: Type.Integer({
      minimum: 0,
      maximum: 525_600,
      description: "how far outside its window a change may lie",
    }),
    maxTicketAgeMinutes: Type.Integer({
      minimum: 1,
      maximum: 525_600,
      description: "older ticket exports count as unavailable",
    }),
    fallbackTier: Type.Integer({ minimum: 1, maximum: 4, description: "tier of what no interface rule matches" }),
    fallbackFlow: Type.String({ description: "flow of what no interface rule matches" }),
    fallbackOwner: Type.Optional(
      Type.String({
        minLength: 1,
        description: "owner of what no interface rule matches; left out: the engine's owner",
      }),
    ),
    fallbackMeaning: Type.String({ description: "meaning of what no interface rule matches" }),
    readiness: Type.Optional(
      Type.Object(
        { exercise: Type.Optional(ExerciseRequirement) },
        { additionalProperties: false, description: "what readiness asks for beside parity" },
      ),
    ),
  },
  { additionalProperties: false },
);
export type PolicySettings = Static<typeof PolicySettings>;

/** What matters, and how much: the files of `policy/`, merged. */
export const Policy = Type.Object(
  {
    settings: PolicySettings,
    expectedDifferences: Type.Array(ExpectedDifference),
    waivers: Type.Array(Waiver),
    acceptedGaps: Type.Optional(Type.Array(AcceptedGap)),
    interfaces: Type.Array(InterfaceRule),
    changeControl: ChangeControl,
    /** Left out: the cautious default, by which nobody may approve on a forge. */
    review: Type.Optional(ReviewPolicy),
  },
  { $id: "lockstep/policy@1", additionalProperties: false },
);
export type Policy = Static<typeof Policy>;
