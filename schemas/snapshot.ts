import { type Static, Type } from "typebox";

/** Whether what is saved is also what runs. `unknown` where the engine does not tell. */
export const Operability = Type.Union([
  Type.Literal("deployed"),
  Type.Literal("saved-only"),
  Type.Literal("disabled"),
  Type.Literal("unknown"),
]);
export type Operability = Static<typeof Operability>;

/** What is known of an artefact without opening it. */
export const ArtefactEntry = Type.Object(
  {
    kind: Type.String(),
    key: Type.String(),
    name: Type.String(),
    /** Another identity, which stays when the key does not: it pairs what was renamed. */
    alias: Type.Optional(Type.String()),
    /** Folder below the snapshot's root, for example `channels/pas-adt-in~1a2b3c4d`. */
    path: Type.String(),
    /** `sha256:` and 64 hex digits over the artefact's files. */
    digest: Type.String(),
    notices: Type.Optional(
      Type.Array(Type.Object({ code: Type.String(), path: Type.String(), message: Type.String() })),
    ),
  },
  { $id: "lockstep/artefact-entry@1" },
);
export type ArtefactEntry = Static<typeof ArtefactEntry>;

/** What was really read, what was not, and why. */
export const Coverage = Type.Object(
  {
    /** True only when everything the product's dialect knows was read and the counts agree with the engine's own. */
    complete: Type.Boolean(),
    /** Artefacts read, by kind. */
    kinds: Type.Record(Type.String(), Type.Integer()),
    unread: Type.Array(
      Type.Object({
        /** What was not read, for example `alerts`. */
        source: Type.String(),
        /** An error code of the registry. */
        code: Type.String(),
        message: Type.String(),
        /** What to do about it; left out: what the registry of errors says of its code. */
        remedy: Type.Optional(Type.String()),
      }),
    ),
  },
  { $id: "lockstep/coverage@1" },
);
export type Coverage = Static<typeof Coverage>;

/** One recorded act on an engine, redacted: who did what to which artefact, and when, by the engine's clock. */
export const EngineEvent = Type.Object(
  {
    id: Type.String(),
    at: Type.String(),
    /** The engine's own name for the act, for example `Update channel`. */
    act: Type.String(),
    actor: Type.String(),
    /** `*` as key: any artefact of the kind may have changed; as kind: any at all. */
    artefact: Type.Optional(Type.Object({ kind: Type.String(), key: Type.String() })),
    phase: Type.Union([Type.Literal("save"), Type.Literal("deploy"), Type.Literal("start"), Type.Literal("other")]),
    /**
     * The act succeeded and took the artefact away or, where its key is `*`, put another list in place of all of the kind. Left out
     * where the engine does not tell, and in what was stored before there was this word: then nothing is proven.
     */
    removes: Type.Optional(Type.Literal(true)),
  },
  { $id: "lockstep/engine-event@1" },
);
export type EngineEvent = Static<typeof EngineEvent>;

/** Per artefact: does it run as saved, and in which state. */
export const OperabilityFact = Type.Object(
  {
    kind: Type.String(),
    key: Type.String(),
    operability: Operability,
    /** The engine's own word, for example `STARTED`. */
    state: Type.Optional(Type.String()),
    /** Why it is `saved-only`: its own source, or the code templates it uses, changed since deployment. */
    cause: Type.Optional(Type.Union([Type.Literal("source"), Type.Literal("code-templates")])),
    /** Messages waiting in the queues, where the engine tells. */
    queued: Type.Optional(Type.Integer()),
  },
  { $id: "lockstep/operability-fact@1" },
);
export type OperabilityFact = Static<typeof OperabilityFact>;

/** Something that ends on a day: a certificate, a licence, a credential. */
export const ExpiryFact = Type.Object(
  {
    what: Type.Union([Type.Literal("certificate"), Type.Literal("licence"), Type.Literal("credential")]),
    /** What a person calls it; never its content. */
    name: Type.String(),
    /** Instant, RFC 3339; left out where the engine says only that it is not valid. */
    expires: Type.Optional(Type.String()),
    /** False where the engine itself says that it does not hold. */
    valid: Type.Optional(Type.Boolean()),
  },
  { $id: "lockstep/expiry-fact@1" },
);
export type ExpiryFact = Static<typeof ExpiryFact>;

/** What an engine says of itself that keeps it from taking over, whatever its configuration is. */
export const BlockerFact = Type.Object(
  {
    /** For example `mirror-not-ready`. */
    code: Type.String({ pattern: "^[a-z][a-z0-9-]{0,60}$" }),
    message: Type.String(),
    action: Type.String(),
  },
  { $id: "lockstep/blocker-fact@1" },
);
export type BlockerFact = Static<typeof BlockerFact>;

/** What was found among files that are meant, and not read because its name says that it is no configuration. */
export const LeftOutFact = Type.Object(
  {
    folders: Type.Integer(),
    files: Type.Integer(),
    /** The first of them: folders by name, files by form (`*.log`), since a message's name may be a patient's. */
    names: Type.Array(Type.String()),
  },
  { $id: "lockstep/left-out-fact@1" },
);
export type LeftOutFact = Static<typeof LeftOutFact>;

/** What one node says of itself and of its clock. */
export const NodeFacts = Type.Object(
  {
    engineVersion: Type.Optional(Type.String()),
    /** The id the engine gives itself; a different one than recorded means the wrong server answered. */
    serverId: Type.Optional(Type.String()),
    serverName: Type.Optional(Type.String()),
    /** When the engine started, by our clock, where it says for how long it runs: tells two engines of one name apart. */
    startedAt: Type.Optional(Type.String()),
    timeZone: Type.Optional(Type.String()),
    /** Engine clock minus ours, in milliseconds, where it could be measured. */
    clockSkewMs: Type.Optional(Type.Number()),
    /** How many artefacts of a kind the engine itself counts. */
    counts: Type.Optional(Type.Record(Type.String(), Type.Integer())),
    /** The role the engine itself reports, where it knows one. */
    reportedRole: Type.Optional(Type.Union([Type.Literal("primary"), Type.Literal("standby")])),
    /** What events call a user (`user 3`) → its name, to give them names. Never stored with a snapshot. */
    userNames: Type.Optional(Type.Record(Type.String(), Type.String())),
    operability: Type.Optional(Type.Array(OperabilityFact)),
    expiries: Type.Optional(Type.Array(ExpiryFact)),
    blockers: Type.Optional(Type.Array(BlockerFact)),
    events: Type.Optional(Type.Array(EngineEvent)),
    leftOut: Type.Optional(LeftOutFact),
    /** The oldest act that the engine's record still told, of whatever kind, reads too: what was done before may be forgotten. */
    eventsFrom: Type.Optional(Type.String()),
  },
  { $id: "lockstep/node-facts@1" },
);
export type NodeFacts = Static<typeof NodeFacts>;

/** The artefacts of one node at one instant: immutable, addressed by digest. The trees lie beside it in Git. */
export const Snapshot = Type.Object(
  {
    schema: Type.Literal("lockstep/snapshot@1"),
    engineId: Type.String(),
    nodeId: Type.String(),
    product: Type.String(),
    /** The reader that made it, for example `mirth-connect/1`. */
    dialect: Type.String(),
    takenAt: Type.String(),
    /** Digest over the entries (kind, key, digest) and the dialect; nothing volatile enters it. */
    digest: Type.String(),
    coverage: Coverage,
    facts: NodeFacts,
    entries: Type.Array(ArtefactEntry),
  },
  { $id: "lockstep/snapshot@1" },
);
export type Snapshot = Static<typeof Snapshot>;
