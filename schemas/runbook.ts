import { type Static, Type } from "typebox";

const Engines = Type.Optional(
  Type.Array(Type.String({ minLength: 1 }), {
    minItems: 1,
    description: "ids of the engines it concerns; left out: every engine",
  }),
);

const Day = (description: string) => Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$", description });

/** Whom to call. */
export const RunbookContact = Type.Object(
  {
    role: Type.String({ minLength: 1, maxLength: 120, description: "what to ask for, for example Network on call" }),
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 120, description: "who it is" })),
    phone: Type.String({ minLength: 1, maxLength: 200, description: "how to reach them, as it stands" }),
    engines: Engines,
  },
  { additionalProperties: false },
);
export type RunbookContact = Static<typeof RunbookContact>;

/** What no machine can prove and a person looks at by hand: a route, a VPN, a firewall. */
export const ManualCheck = Type.Object(
  {
    id: Type.String({ pattern: "^[a-z0-9][a-z0-9-]{0,62}$", description: "its name" }),
    what: Type.String({ minLength: 1, maxLength: 300, description: "what must hold, as a sentence" }),
    how: Type.Optional(Type.String({ minLength: 1, maxLength: 1000, description: "how it is looked at" })),
    owner: Type.String({ minLength: 1, maxLength: 120, description: "who looks" }),
    everyDays: Type.Integer({ minimum: 1, maximum: 3650, description: "how long a look is good for" }),
    lastDone: Type.Optional(Day("the day of the last look, YYYY-MM-DD; left out: never")),
    doneBy: Type.Optional(Type.String({ minLength: 1, maxLength: 120, description: "who looked then" })),
    engines: Engines,
  },
  { additionalProperties: false },
);
export type ManualCheck = Static<typeof ManualCheck>;

/** One thing to do, in the order of the list. */
export const RunbookStep = Type.Object(
  {
    when: Type.Union([Type.Literal("before"), Type.Literal("after")], {
      description: "before the interfaces are activated, or after",
    }),
    do: Type.String({ minLength: 1, maxLength: 1000, description: "what is done" }),
    owner: Type.Optional(Type.String({ minLength: 1, maxLength: 120, description: "who does it" })),
    engines: Engines,
  },
  { additionalProperties: false },
);
export type RunbookStep = Static<typeof RunbookStep>;

/** That an interface is activated after others, where the engine itself does not say so. */
export const RunbookOrder = Type.Object(
  {
    interface: Type.String({ minLength: 1, description: "its name on the engine" }),
    after: Type.Array(Type.String({ minLength: 1 }), { minItems: 1, description: "names of those before it" }),
    engines: Engines,
  },
  { additionalProperties: false },
);
export type RunbookOrder = Static<typeof RunbookOrder>;

/** How long a failover may take, from the decision until messages flow again. */
export const RecoveryObjective = Type.Object(
  {
    minutes: Type.Integer({ minimum: 1, maximum: 44_640, description: "how long it may take" }),
    tiers: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1, maximum: 4 }), {
        minItems: 1,
        description: "it applies to engines that carry an interface of one of these tiers; left out: to all",
      }),
    ),
    engines: Engines,
  },
  { additionalProperties: false },
);
export type RecoveryObjective = Static<typeof RecoveryObjective>;

/** What people need at a failover beside the engines themselves: `policy/runbook.yaml`. */
export const Runbook = Type.Object(
  {
    contacts: Type.Optional(Type.Array(RunbookContact, { description: "whom to call, the first first" })),
    manualChecks: Type.Optional(Type.Array(ManualCheck, { description: "what is looked at by hand, with its day" })),
    steps: Type.Optional(Type.Array(RunbookStep, { description: "what is done before and after the activation" })),
    objectives: Type.Optional(
      Type.Array(RecoveryObjective, {
        description: "how long a failover may take: of several that apply, the shortest; exercises are held against it",
      }),
    ),
    order: Type.Optional(
      Type.Array(RunbookOrder, { description: "what is activated after what, where no engine says so" }),
    ),
  },
  { $id: "lockstep/runbook-policy@1", additionalProperties: false },
);
export type Runbook = Static<typeof Runbook>;
