import { type Static, Type } from "typebox";
import { Role } from "./estate.js";

const Glob = Type.String({
  minLength: 1,
  maxLength: 256,
  description: "a name; * stands for any run of characters, ? for one",
});
const Day = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$", description: "a date, YYYY-MM-DD" });

/** What a configuration item of the ticket system stands for. Every given part must match. */
export const ConfigurationItem = Type.Object(
  {
    ci: Type.String({ minLength: 1, description: "its name in the ticket system" }),
    engine: Type.Optional(Glob),
    node: Type.Optional(Glob),
    /** Left out: both roles. */
    role: Type.Optional(Role),
    /** An interface; artefacts of other kinds have `kind` and `name`. */
    channel: Type.Optional(Glob),
    flow: Type.Optional(Glob),
    /** Of any artefact, for example `configuration-map`. */
    kind: Type.Optional(Glob),
    /** Of any artefact, for example a key of the configuration map. */
    name: Type.Optional(Glob),
  },
  { additionalProperties: false },
);
export type ConfigurationItem = Static<typeof ConfigurationItem>;

/** A pre-approved kind of change: what it may touch, and nothing else. */
export const StandardTemplate = Type.Object(
  {
    id: Type.String({ minLength: 1, description: "its number or name in the ticket system" }),
    kinds: Type.Array(Type.String({ minLength: 1 }), { description: "kinds of artefact it may touch" }),
    paths: Type.Array(Type.String({ pattern: "^/" }), {
      description: "paths it may touch; * stands for one segment",
    }),
  },
  { additionalProperties: false },
);
export type StandardTemplate = Static<typeof StandardTemplate>;

/** A time in which nothing changes but emergencies and what was exempted before. */
export const ChangeFreeze = Type.Object(
  {
    name: Type.String({ minLength: 1, description: "what people call it" }),
    start: Type.String({ format: "date-time", description: "its first instant, RFC 3339" }),
    end: Type.String({ format: "date-time", description: "its last instant, RFC 3339" }),
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

const PerTier = <T extends Parameters<typeof Type.Optional>[0]>(type: T, description: string) =>
  Type.Object(
    { 1: Type.Optional(type), 2: Type.Optional(type), 3: Type.Optional(type), 4: Type.Optional(type) },
    { additionalProperties: false, description },
  );

/** The verdicts that the registry leaves to policy. */
export const TolerableVerdict = Type.Union([
  Type.Literal("window-unproven"),
  Type.Literal("window-amended-after"),
  Type.Literal("sod-breach"),
  Type.Literal("actor-mismatch"),
]);
export type TolerableVerdict = Static<typeof TolerableVerdict>;

/** Where a team is too small for two: one person may approve and implement, and another looks at it afterwards. */
export const SingleHanded = Type.Union(
  [
    Type.Literal(false),
    Type.Object(
      {
        reviewWithinWorkingDays: Type.Integer({
          minimum: 1,
          maximum: 260,
          description: "working days after the change in which one of the reviewers has looked at it",
        }),
        reviewers: Type.Array(Type.String({ minLength: 1 }), {
          minItems: 1,
          description: "who may review it, as the ticket system names them; never who approved or made it",
        }),
      },
      { additionalProperties: false },
    ),
  ],
  { description: "false: never; otherwise who reviews what one person both approved and made, and how soon" },
);
export type SingleHanded = Static<typeof SingleHanded>;

/** The rules of change control: `policy/change-control.yaml`. Whatever is left out has a default in core. */
export const ChangeControl = Type.Object(
  {
    referencePatterns: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
      description: "regular expressions of change numbers; nothing else is a reference",
    }),
    graceBeforeMinutes: Type.Integer({
      minimum: 0,
      description: "how long before its window a change may lie",
    }),
    configurationItems: Type.Array(ConfigurationItem),
    minimumScope: PerTier(ScopeLevel, "the coarsest scope that a ticket may have, by tier of the interface"),
    tooBroadScope: Type.Union([Type.Literal("note"), Type.Literal("mismatch")], {
      description: "what a ticket of coarser scope means: a note in the trace, or no cover at all",
    }),
    contentBinding: PerTier(
      ContentBinding,
      "the loosest binding to the content that suffices, by tier; a digest in the ticket always binds",
    ),
    standardTemplates: Type.Array(StandardTemplate),
    freezes: Type.Array(ChangeFreeze),
    emergency: Type.Object(
      {
        raiseWithinHours: Type.Integer({
          minimum: 0,
          description: "hours after the change in which the ticket is raised",
        }),
        approveWithinWorkingDays: Type.Integer({ minimum: 0, description: "working days in which it is approved" }),
        reviewWithinWorkingDays: Type.Integer({ minimum: 0, description: "working days in which it is reviewed" }),
      },
      { additionalProperties: false },
    ),
    bankHolidays: Type.Array(Day, { description: "days that are no working days, YYYY-MM-DD" }),
    zone: Type.String({ description: "IANA zone in which working days are counted" }),
    identities: Type.Array(
      Type.Object(
        {
          account: Type.String({ description: "the account's name on an engine" }),
          person: Type.String({ description: "who stands behind it, as the ticket system names them" }),
          groups: Type.Optional(
            Type.Array(Type.String({ minLength: 1 }), {
              description: "assignment groups of the ticket system they are in",
            }),
          ),
        },
        { additionalProperties: false },
      ),
    ),
    sharedAccounts: Type.Array(Glob, {
      description: "accounts that several people use: nobody can be held to what they did",
    }),
    singleHanded: SingleHanded,
    namedApprover: Type.Boolean({ description: "true: an approval by nobody named proves nothing" }),
    attributableActor: Type.Boolean({
      description: "true: a change by an account that names no person is an actor mismatch",
    }),
    standbyMirrorDays: Type.Integer({
      minimum: 0,
      description:
        "days after the window in which a ticket for production still covers the same change on standby; 0: never",
    }),
    ticketUse: Type.Object(
      {
        changes: Type.Integer({ minimum: 1, description: "changes under one ticket beyond which a warning is given" }),
        days: Type.Integer({ minimum: 1, description: "days from its first to its last change beyond which one is" }),
      },
      { additionalProperties: false },
    ),
    passingChanges: Type.Optional(
      Type.Union([Type.Literal("note"), Type.Literal("block")], {
        description:
          "what was changed and put back between two looks: note (the default), or block: without a ticket the engine is not ready, and where it cannot be told unknown",
      }),
    ),
    unseenBefore: Type.Optional(
      Type.Union([Type.Literal("note"), Type.Literal("unproven")], {
        description:
          "what a ticket means that was edited after the change and never seen before it: note (the default), or unproven: its window is not shown",
      }),
    ),
    tolerated: Type.Array(TolerableVerdict, {
      description: "verdicts that policy lets pass; only those that the registry leaves to policy",
    }),
  },
  { $id: "lockstep/change-control@1", additionalProperties: false },
);
export type ChangeControl = Static<typeof ChangeControl>;
