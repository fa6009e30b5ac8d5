import { type TProperties, type TSchema, Type } from "typebox";
import { Advice } from "#schemas/advice";
import { ServiceHealth, ServiceReadiness } from "#schemas/api/service-standing";
import { GateAnswer } from "#schemas/gate";
import { GATE_PARAMETERS } from "#services/core/gate/gate-question";
import type { Route } from "../route.js";

/** One address beside `/api/v1` that programs ask. Its own handler answers it: it is described here, and tests hold it to that. */
export interface BesideOperation {
  /** Its name in the description. */
  readonly id: string;
  readonly tag: "gate" | "service";
  /** One sentence. */
  readonly says: string;
  /** As its route has it. */
  readonly path: string;
  readonly permission: Route["permission"];
  readonly query?: TProperties;
  /** Bodies by media type, of each status that is no refusal. */
  readonly gives: Readonly<
    Record<number, { readonly means: string; readonly content: Readonly<Record<string, TSchema>> }>
  >;
  /** Statuses of refusals, each a problem. */
  readonly refuses: Readonly<Record<number, string>>;
}

const { maxAge, profile, tier, flow, accept } = GATE_PARAMETERS;

/** What a gate may be asked, as `parseGateQuestion` takes it. */
const QUESTION = {
  maxAge: Type.String({ pattern: "^\\d{1,9}[smhd]?$", description: maxAge }),
  profile: Type.String({ pattern: "^(?!disaster$)[a-z0-9][a-z0-9-]{0,62}$", description: profile }),
  tier: Type.String({ pattern: "^[1-4]$", description: tier }),
  flow: Type.String({ minLength: 1, maxLength: 200, description: flow }),
  accept: Type.Literal("override", { description: accept }),
};

const LINE = Type.String({ description: "one line: the verdict, the engine, age=, asOf=, expires=, codes=" });
const ANSWERS = { "application/json": GateAnswer, "text/plain": LINE };
const ADVICE = { "application/json": Advice, "text/plain": Type.String() };

const GATE = {
  tag: "gate",
  permission: "anyone",
  query: QUESTION,
  gives: {
    200: { means: "Ready, within what the caller tolerates. Nothing else is 200.", content: ANSWERS },
    503: { means: "Not ready, or it cannot be told; `Retry-After` says when to ask again.", content: ANSWERS },
  },
  refuses: { 400: "The question was not understood.", 404: "There is no such engine.", 429: "Too many requests." },
} as const;

const ADVISE = {
  tag: "gate",
  permission: "anyone",
  gives: { 200: { means: "Always, so that no gate can be made of it.", content: ADVICE } },
  refuses: { 400: "An advice takes no parameters.", 404: "There is no such engine.", 429: "Too many requests." },
} as const;

/** What gates, balancers and whoever watches the service ask. */
export const BESIDE_OPERATIONS: readonly BesideOperation[] = [
  {
    ...{ ...GATE, id: "askGate", path: "/ready/:engine" },
    says: "May a planned switchover of the engine begin? Of a service with one estate.",
  },
  {
    ...{ ...GATE, id: "askGateOfEstate", path: "/estates/:estate/ready/:engine" },
    says: "May a planned switchover of the engine begin?",
  },
  {
    ...{ ...ADVISE, id: "advise", path: "/advice/:engine" },
    says: "What to expect of the standby in an emergency: it never forbids a failover. Of a service with one estate.",
  },
  {
    ...{ ...ADVISE, id: "adviseOfEstate", path: "/estates/:estate/advice/:engine" },
    says: "What to expect of the standby in an emergency: it never forbids a failover.",
  },
  {
    ...{ id: "tellHealth", tag: "service", path: "/healthz", permission: "anyone" },
    says: "Does the process answer? For whoever starts it again.",
    gives: { 200: { means: "It does.", content: { "application/json": ServiceHealth } } },
    refuses: {},
  },
  {
    ...{ id: "tellServiceReadiness", tag: "service", path: "/readyz", permission: "anyone" },
    says: "Can the service do its work? For balancers and alarms.",
    gives: {
      200: { means: "It can.", content: { "application/json": ServiceReadiness } },
      503: { means: "Something fails, and is named.", content: { "application/json": ServiceReadiness } },
    },
    refuses: { 429: "Too many requests." },
  },
  {
    ...{ id: "tellFigures", tag: "service", path: "/metrics", permission: "measure" },
    says: "Figures for Prometheus, of the estates that the caller may measure.",
    gives: { 200: { means: "The figures.", content: { "text/plain": Type.String() } } },
    refuses: {
      401: "Nobody is known by what was sent.",
      403: "The role does not allow it.",
      429: "Too many requests.",
    },
  },
];
