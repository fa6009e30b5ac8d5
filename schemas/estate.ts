import { type Static, Type } from "typebox";
import { Collector } from "./collector.js";
import { CommandSource } from "./command-source.js";
import { FileSource } from "./file-source.js";
import { Forge } from "./forge.js";
import { Names } from "./names.js";
import { Tls, Via } from "./reach.js";
import { EstateSchedule } from "./schedule.js";
import { Webhook } from "./webhook.js";

export const Role = Type.Union([Type.Literal("primary"), Type.Literal("standby")], {
  description: "the part a node plays now: roles swap",
});
export type Role = Static<typeof Role>;

const ID_PATTERN = "^[a-z0-9][a-z0-9-]{0,62}$";
const Id = Type.String({
  pattern: ID_PATTERN,
  description: "its name in commands: lower-case letters, digits and hyphens",
});

export const EngineNode = Type.Object(
  {
    id: Id,
    role: Role,
    url: Type.Optional(
      Type.String({ pattern: "^https?://", description: "base address of the engine's administration API" }),
    ),
    namespaces: Type.Optional(
      Names("InterSystems namespaces to read; left out: every one that is made for interfaces"),
    ),
    files: Type.Optional(
      Type.Array(FileSource, { minItems: 1, description: "files of the node that its API does not show" }),
    ),
    command: Type.Optional(CommandSource),
    username: Type.Optional(Type.String({ description: "the engine's account for Lockstep, with read rights only" })),
    passwordEnv: Type.Optional(
      Type.String({ pattern: "^[A-Z][A-Z0-9_]*$", description: "environment variable that holds the password" }),
    ),
    passwordFile: Type.Optional(Type.String({ description: "file that holds the password" })),
    serverId: Type.Optional(
      Type.String({ description: "the id the engine gives itself; recorded at the first read when left out" }),
    ),
    tls: Type.Optional(Tls),
    via: Type.Optional(Via),
  },
  { additionalProperties: false },
);
export type EngineNode = Static<typeof EngineNode>;

export const Engine = Type.Object(
  {
    id: Id,
    name: Type.Optional(Type.String({ description: "what people call the engine" })),
    product: Type.String({ pattern: ID_PATTERN, description: "the make: tells how to read the engine" }),
    owner: Type.String({ minLength: 1, description: "who answers for the engine" }),
    standbyMode: Type.Optional(
      Type.Union([Type.Literal("hot"), Type.Literal("warm"), Type.Literal("cold")], {
        description: "how far the standby runs before a failover; a cold one is stopped",
      }),
    ),
    designatedStandby: Type.Optional(
      Type.String({
        pattern: ID_PATTERN,
        description: "the standby whose verdict is the engine's; left out: the first",
      }),
    ),
    collector: Type.Optional(
      Type.String({
        pattern: ID_PATTERN,
        description:
          "the collector that reads it; then no other machine connects to its nodes; left out: whoever checks",
      }),
    ),
    nodes: Type.Array(EngineNode, { minItems: 1 }),
  },
  { additionalProperties: false },
);
export type Engine = Static<typeof Engine>;

/** A ticket system that is asked over its API. */
export const TicketSystem = Type.Object(
  {
    id: Id,
    system: Type.String({ pattern: ID_PATTERN, description: "the make: tells how to ask it, for example servicenow" }),
    url: Type.String({ pattern: "^https?://", description: "base address of its API" }),
    mapping: Type.Optional(
      Type.String({ description: "how its tickets are read; left out: policy/tickets/<id>.yaml" }),
    ),
    username: Type.Optional(
      Type.String({
        description: "its account for Lockstep, with read rights only; with writeNotes also the right to add a note",
      }),
    ),
    passwordEnv: Type.Optional(
      Type.String({
        pattern: "^[A-Z][A-Z0-9_]*$",
        description: "environment variable that holds the password, token or client secret",
      }),
    ),
    passwordFile: Type.Optional(Type.String({ description: "file that holds it" })),
    auth: Type.Optional(
      Type.Union([Type.Literal("basic"), Type.Literal("bearer"), Type.Literal("client-credentials")], {
        description: "how the account is shown; left out: basic where there is a username, else bearer",
      }),
    ),
    tokenUrl: Type.Optional(
      Type.String({ pattern: "^https?://", description: "for client-credentials: where a token is fetched" }),
    ),
    filter: Type.Optional(
      Type.String({ description: "which tickets are the estate's, in the system's own words; left out: all it shows" }),
    ),
    scope: Type.Optional(
      Type.Record(Type.String(), Type.String(), {
        description: "what the make asks for beside, for example the repository of github-issues",
      }),
    ),
    lookBackDays: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 3650, description: "how far back the first look goes; left out: 90" }),
    ),
    writeNotes: Type.Optional(
      Type.Boolean({
        description:
          "whether a decision on a change is told to its ticket as a note, for which the account needs the right; left out: false, and nothing is ever written",
      }),
    ),
    tls: Type.Optional(Tls),
    via: Type.Optional(Via),
  },
  { additionalProperties: false },
);
export type TicketSystem = Static<typeof TicketSystem>;

/** A folder into which a ticket system's exports are dropped. */
export const TicketFolder = Type.Object(
  {
    folder: Type.String({ description: "drop folder of ticket exports (JSON or CSV), relative to estate.yaml" }),
  },
  { additionalProperties: false },
);
export type TicketFolder = Static<typeof TicketFolder>;

/** Every engine an organisation answers for: `estate.yaml`. */
export const Estate = Type.Object(
  {
    estate: Id,
    organisation: Type.Optional(Type.String({ description: "name of the organisation, for reports" })),
    odsCode: Type.Optional(
      Type.String({
        pattern: "^[A-Z0-9]{3,10}$",
        description: "its code in the NHS Organisation Data Service, such as RX1, for the cover of evidence packs",
      }),
    ),
    engines: Type.Array(Engine),
    tickets: Type.Optional(TicketFolder),
    ticketSystems: Type.Optional(
      Type.Array(TicketSystem, { description: "ticket systems that are asked over their API" }),
    ),
    forge: Type.Optional(Forge),
    collectors: Type.Optional(
      Type.Array(Collector, { description: "machines that read engines where the service cannot reach them" }),
    ),
    webhooks: Type.Optional(Type.Array(Webhook, { description: "who may tell Lockstep to look again" })),
    schedules: Type.Optional(
      Type.Array(EstateSchedule, {
        description: "when the service checks by itself; left out: every engine each night at 04:15, Europe/London",
      }),
    ),
    evidence: Type.Optional(
      Type.Object(
        {
          keepDays: Type.Optional(
            Type.Integer({ minimum: 1, maximum: 3650, description: "days for which one is kept; left out: 400" }),
          ),
          keepAtMost: Type.Optional(
            Type.Integer({ minimum: 1, maximum: 1000, description: "so many at most, the newest; left out: 100" }),
          ),
        },
        { additionalProperties: false, description: "evidence packs that the service makes: each can be made again" },
      ),
    ),
  },
  { $id: "lockstep/estate@1", additionalProperties: false },
);
export type Estate = Static<typeof Estate>;
