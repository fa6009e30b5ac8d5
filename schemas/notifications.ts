import { type Static, Type } from "typebox";
import { Tls, Via } from "./reach.js";

const Id = Type.String({
  pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
  description: "its name: lower-case letters, digits and hyphens",
});

/** What people are told of. */
export const NoticeKind = Type.Union(
  [
    Type.Literal("gate"),
    Type.Literal("unauthorised-change"),
    Type.Literal("mass-change"),
    Type.Literal("silent"),
    Type.Literal("record"),
    Type.Literal("drift"),
    Type.Literal("waiver"),
    Type.Literal("evidence"),
    Type.Literal("action"),
    Type.Literal("access"),
  ],
  {
    description:
      "gate: the answer to 'may it fail over?' became another; unauthorised-change: on production, and nothing authorises it; mass-change: an export is suspect; silent: runs were missed or a verdict is stale; record: the ledger or how the repository is governed; drift, waiver, action (one past its day), access (its review is overdue) and evidence (a pack that a schedule had made): told in the digest",
  },
);
export type NoticeKind = Static<typeof NoticeKind>;

const Tell = (description: string) =>
  Type.Array(Type.String({ minLength: 1 }), { minItems: 1, maxItems: 20, uniqueItems: true, description });

/** One way out: mail, or a chat that takes messages over HTTPS. */
export const NoticeChannel = Type.Object(
  {
    id: Id,
    kind: Type.Union([Type.Literal("mail"), Type.Literal("teams"), Type.Literal("slack")], {
      description:
        "mail; teams: a Workflows address that takes an Adaptive Card; slack: an incoming webhook, or what takes its form",
    }),
    to: Type.Optional(
      Type.Array(
        Type.String({
          pattern: "^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$",
          description: "a mail address",
        }),
        {
          minItems: 1,
          maxItems: 20,
          description: "for mail: addresses, of a team rather than of people, since this file is in Git",
        },
      ),
    ),
    urlEnv: Type.Optional(
      Type.String({
        pattern: "^[A-Z][A-Z0-9_]*$",
        description:
          "for teams and slack: environment variable that holds the address, since whoever knows it can write there",
      }),
    ),
    urlFile: Type.Optional(Type.String({ description: "file that holds the address, in the place of urlEnv" })),
    tls: Type.Optional(Tls),
    via: Type.Optional(Via),
  },
  { additionalProperties: false },
);
export type NoticeChannel = Static<typeof NoticeChannel>;

/** Who is told of what. Every given part must match; each route that matches tells. */
export const NoticeRoute = Type.Object(
  {
    id: Id,
    owners: Type.Optional(Tell("owners of interfaces or engines; left out: any")),
    engines: Type.Optional(Tell("ids of engines; left out: any, and what concerns none")),
    tiers: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1, maximum: 4 }), {
        minItems: 1,
        description: "tiers; what has none, such as a broken ledger, counts as 1; left out: any",
      }),
    ),
    about: Type.Optional(Type.Array(NoticeKind, { minItems: 1, description: "kinds of notice; left out: any" })),
    tell: Tell("ids of channels"),
    escalate: Type.Optional(
      Type.Array(
        Type.Object(
          {
            afterHours: Type.Number({
              exclusiveMinimum: 0,
              maximum: 720,
              description: "hours after the first notice, while it stands and nobody has said 'seen'",
            }),
            tell: Tell("ids of channels of the next level"),
          },
          { additionalProperties: false },
        ),
        { minItems: 1, maxItems: 5, description: "who is told next, the earliest first; only of what is told at once" },
      ),
    ),
  },
  { additionalProperties: false },
);
export type NoticeRoute = Static<typeof NoticeRoute>;

/** Who is told of what, and how: `policy/notifications.yaml`. Nobody is told anything where it names no channel. */
export const Notifications = Type.Object(
  {
    channels: Type.Array(NoticeChannel, { maxItems: 50, description: "the ways out" }),
    routes: Type.Optional(Type.Array(NoticeRoute, { maxItems: 100, description: "who is told of what" })),
    otherwise: Type.Array(Type.String({ minLength: 1 }), {
      maxItems: 20,
      uniqueItems: true,
      description: "ids of channels that are told of what no route names, so that nothing is told to nobody",
    }),
    digest: Type.Optional(
      Type.Object(
        {
          at: Type.Optional(
            Type.String({ pattern: "^([01]\\d|2[0-3]):[0-5]\\d$", description: "when, HH:MM; left out: 07:00" }),
          ),
          timeZone: Type.Optional(
            Type.String({
              maxLength: 64,
              description: "IANA name of the clock that is meant; left out: Europe/London",
            }),
          ),
          repeatDays: Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: 90,
              description: "a digest in which nothing changed is sent again after so many days; left out: 7",
            }),
          ),
        },
        { additionalProperties: false, description: "the nightly digest" },
      ),
    ),
    ledgerHead: Type.Optional(
      Tell("ids of channels that are sent the newest record of the ledger once a day, to be kept outside Lockstep"),
    ),
    waiverEndsWithinDays: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 90, description: "waivers that end so soon are told; left out: 14" }),
    ),
    flapping: Type.Optional(
      Type.Object(
        {
          returns: Type.Optional(
            Type.Integer({ minimum: 2, maximum: 100, description: "how often it came back; left out: 3" }),
          ),
          withinDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 90, description: "left out: 7" })),
        },
        { additionalProperties: false, description: "what comes and goes bears a mark, and is told all the same" },
      ),
    ),
  },
  { $id: "lockstep/notifications@1", additionalProperties: false },
);
export type Notifications = Static<typeof Notifications>;
