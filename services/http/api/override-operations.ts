import type { Static } from "typebox";
import { OverrideEndRequest, OverrideRequest, OverrideTicketRequest } from "#schemas/api/decision-requests";
import { OverrideReport } from "#schemas/override-report";
import { standReady } from "#services/reports/words/stand-ready";
import type { Refusal } from "../answer.js";
import { refuseRole } from "../refuse-role.js";
import type { EngineCall } from "../route.js";
import { actorOf } from "./actor-of.js";
import { give, type Operation, operation } from "./operation.js";

const ON = { method: "post", on: "engine", permission: "override" } as const;

/** Break-glass: the word of a person in the place of readiness, on record for ever. */
export const OVERRIDE_OPERATIONS: readonly Operation[] = [
  operation({
    id: "grantOverride",
    tag: "decisions",
    says: "Sets named reasons against readiness aside for some hours, by the word of whoever asks.",
    ...{ ...ON, path: "/estates/:estate/engines/:engine/overrides" },
    body: OverrideRequest,
    gives: OverrideReport,
    status: 201,
    async handle(call, { body: { setAside: codes, reason, ticket = null, hours } }) {
      const by = actorOf(call.principal);
      if (by === undefined) return refuseEngineRole(call);
      // A second person is one who asks in their own name, which one request cannot be.
      const asked = { codes, reason, ticket, by, second: null, hours };
      return reportOf(call, "granted", await call.estate.app.override(call.engineId, asked));
    },
  }),
  operation({
    id: "endOverride",
    tag: "decisions",
    says: "Ends overrides before their time, by further records.",
    ...{ ...ON, path: "/estates/:estate/engines/:engine/overrides/end" },
    body: OverrideEndRequest,
    gives: OverrideReport,
    async handle(call, { body: { record, reason = null } }) {
      const by = actorOf(call.principal);
      if (by === undefined) return refuseEngineRole(call);
      return reportOf(call, "ended", await call.estate.app.endOverride(call.engineId, { by, record, reason }));
    },
  }),
  operation({
    id: "nameOverrideTicket",
    tag: "decisions",
    says: "Names the ticket that was to follow an override.",
    ...{ ...ON, path: "/estates/:estate/engines/:engine/overrides/ticket" },
    body: OverrideTicketRequest,
    gives: OverrideReport,
    async handle(call, { body: { record, ticket } }) {
      const by = actorOf(call.principal);
      if (by === undefined) return refuseEngineRole(call);
      const named = await call.estate.app.nameOverrideTicket(call.engineId, { by, record, ticket });
      return reportOf(call, "ticket-named", named);
    },
  }),
];

function refuseEngineRole({ principal, estate, engineId }: EngineCall): Refusal {
  return refuseRole(principal, ON.permission, { estate: estate.id, engine: engineId });
}

type Overridden = Awaited<ReturnType<EngineCall["estate"]["app"]["override"]>>;

async function reportOf(call: EngineCall, act: OverrideReport["act"], done: Overridden) {
  const { overrides, setAside, records, warnings } = done;
  const { ready } = standReady(await call.estate.app.ready(call.engineId));
  const report: Static<typeof OverrideReport> = {
    schema: "lockstep/override-report@1",
    engineId: call.engineId,
    act,
    overrides: [...overrides],
    setAside: [...setAside],
    records: records.map(({ seq, hash }) => ({ seq, hash })),
    warnings: [...warnings],
    ready,
  };
  return give(report);
}
