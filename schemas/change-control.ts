import { type Static, Type } from "typebox";
import { AuthorisationVerdict } from "./authorisation.js";
import { Role } from "./estate.js";

const Glob = Type.String({ minLength: 1, maxLength: 256 });
const Day = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });

/** What a configuration item of the ticket system stands for. Every given part must match. */
export const ConfigurationItem = Type.Object(
  {
    ci: Type.String({ minLength: 1, description: "its name in the ticket system" }),
    engine: Type.Optional(Glob),
    node: Type.Optional(Glob),
    /** Left out: both roles. */
    role: Type.Optional(Role),
    channel: Type.Optional(Glob),
    flow: Type.Optional(Glob),
  },
  { additionalProperties: false },
);
export type ConfigurationItem = Static<typeof ConfigurationItem>;

/** A pre-approved kind of change: what it may touch, and nothing else. */
export const StandardTemplate = Type.Object(
  {
    id: Type.String({ minLength: 1 }),
    /** Kinds of artefact it may touch. */
    kinds: Type.Array(Type.String({ minLength: 1 })),
    paths: Type.Array(Type.String({ pattern: "^/", description: "a path in the artefact; * stands for one segment" })),
  },
  { additionalProperties: false },
);
export type StandardTemplate = Static<typeof StandardTemplate>;

/** A time in which nothing changes but emergencies and what was exempted before. */
export const ChangeFreeze = Type.Object(
  {
    name: Type.String({ minLength: 1 }),
    start: Type.String({ format: "date-time" }),
    end: Type.String({ format: "date-time" }),
    /** Left out: every engine. */
    engine: Type.Optional(Glob),
  },
  { additionalProperties: false },
);
export type ChangeFreeze = Static<typeof ChangeFreeze>;

/** How precisely a ticket names what it covers, the finest first. */
export const ScopeLevel = Type.Union([Type.Literal("channel"), Type.Literal("flow"), Type.Literal("engine")]);
export type ScopeLevel = Static<typeof ScopeLevel>;

/** How firmly a ticket is bound to the content of a change, the loosest first. */
export const ContentBinding = Type.Union([
  Type.Literal("none"),
  Type.Literal("ticket-mentions"),
  Type.Literal("digest-at-approval"),
]);
export type ContentBinding = Static<typeof ContentBinding>;

const PerTier = <T extends Parameters<typeof Type.Optional>[0]>(type: T) =>
  Type.Object(
    { 1: Type.Optional(type), 2: Type.Optional(type), 3: Type.Optional(type), 4: Type.Optional(type) },
    { additionalProperties: false },
  );

/** The rules of change control: `policy/change-control.yaml`. Whatever is left out has a default in core. */
export const ChangeControl = Type.Object(
  {
    /** Regular expressions of change numbers; nothing else is a reference. */
    referencePatterns: Type.Array(Type.String({ minLength: 1, maxLength: 200 })),
    graceBeforeMinutes: Type.Integer({ minimum: 0 }),
    configurationItems: Type.Array(ConfigurationItem),
    /** The coarsest scope that a ticket may have, by tier of the interface. */
    minimumScope: PerTier(ScopeLevel),
    /** What a ticket of coarser scope means: a note in the trace, or no cover at all. */
    tooBroadScope: Type.Union([Type.Literal("note"), Type.Literal("mismatch")]),
    /** The loosest binding to the content that suffices, by tier. A digest in the ticket always binds. */
    contentBinding: PerTier(ContentBinding),
    standardTemplates: Type.Array(StandardTemplate),
    freezes: Type.Array(ChangeFreeze),
    emergency: Type.Object(
      {
        raiseWithinHours: Type.Integer({ minimum: 0 }),
        approveWithinWorkingDays: Type.Integer({ minimum: 0 }),
        reviewWithinWorkingDays: Type.Integer({ minimum: 0 }),
      },
      { additionalProperties: false },
    ),
    bankHolidays: Type.Array(Day),
    /** IANA zone in which working days are counted. */
    zone: Type.String(),
    /** Who stands behind an account on an engine. */
    identities: Type.Array(
      Type.Object({ account: Type.String(), person: Type.String() }, { additionalProperties: false }),
    ),
    /** Accounts that several people use: nobody can be held to what they did. */
    sharedAccounts: Type.Array(Glob),
    /** True: one person may both approve and implement; the trace says so. */
    singleHanded: Type.Boolean(),
    /** True: an approval by nobody named proves nothing. */
    namedApprover: Type.Boolean(),
    /** True: a change by an account that names no person is an actor mismatch. */
    attributableActor: Type.Boolean(),
    /** Days after the window in which a ticket for production still covers the same change on standby. 0: never. */
    standbyMirrorDays: Type.Integer({ minimum: 0 }),
    /** Verdicts that policy lets pass although they would block; only those that the registry leaves to policy. */
    tolerated: Type.Array(AuthorisationVerdict),
  },
  { $id: "lockstep/change-control@1", additionalProperties: false },
);
export type ChangeControl = Static<typeof ChangeControl>;
