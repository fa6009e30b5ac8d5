import { createHash, randomUUID } from "node:crypto";
import { Type } from "typebox";
import { AskedCheck, CheckRequest } from "#schemas/api/asked-check";
import { CheckReport, type EngineReport } from "#schemas/check-report";
import type { JobRequest } from "#schemas/job-request";
import { refuse } from "../answer.js";
import { refuseRole } from "../refuse-role.js";
import { refuseUnknownEngine } from "../refuse-unknown-engine.js";
import type { EstateCall } from "../route.js";
import { type Asking, idOfAsking, parseAsking } from "./asking.js";
import { API_ROOT } from "./describe-api.js";
import { followAsked } from "./follow-asked.js";
import { give, type Operation, operation } from "./operation.js";
import { refuseFault } from "./refuse-error.js";
import { seenEngines } from "./seen-engines.js";
import { watchWork } from "./watch-work.js";

const ID = Type.String({ pattern: "^[A-Za-z0-9_-]{1,6000}$" });

/** Checking now. The work is done by whoever takes it from the queue; here it is only asked for and told of. */
export const CHECK_OPERATIONS: readonly Operation[] = [
  operation({
    id: "askForCheck",
    tag: "runs",
    says: "Asks for a check of some engines. With the header `Idempotency-Key` the same asking is never done twice.",
    ...{ method: "post", path: "/estates/:estate/checks", on: "estate", permission: "read" },
    body: CheckRequest,
    gives: AskedCheck,
    status: 202,
    async handle(call, { body: { engines } }, { queue, areSeveral }) {
      const allowed = seenEngines(call, "check");
      const engineIds = engines ?? allowed;
      const strange = engineIds.find((id) => !seenEngines(call).includes(id));
      if (strange !== undefined) return refuseUnknownEngine(strange, call);
      const barred = engineIds.find((id) => !allowed.includes(id));
      if (engineIds.length === 0 || barred !== undefined) {
        return refuseRole(call.principal, "check", { estate: call.estate.id, engine: barred ?? null });
      }
      const asking: Asking = { key: keyOf(call), askedAt: call.at.toISOString(), engineIds };
      const because = `${call.principal.name} asked for it`.slice(0, 300);
      const named = areSeveral ? { estate: call.estate.id } : {};
      const request: JobRequest = { job: "check", ...named, engineIds: [...engineIds], because };
      const outcome = await queue.add(request, { key: asking.key });
      const earlier = outcome === "known" ? ASKED.get(asking.key) : undefined;
      const told = earlier ?? asking;
      remember(told);
      const id = idOfAsking(told);
      const location = `${API_ROOT}/estates/${call.estate.id}/checks/${id}`;
      return give(await followAsked(told, call.estate, queue), { location });
    },
  }),
  operation({
    id: "followCheck",
    tag: "runs",
    says: "How a check that was asked for stands.",
    ...{ method: "get", path: "/estates/:estate/checks/:check", on: "estate", permission: "read" },
    params: { check: ID },
    gives: AskedCheck,
    async handle(call, _asked, { queue }) {
      const asking = askingOf(call);
      return asking === undefined ? refuse(404) : give(await followAsked(asking, call.estate, queue));
    },
  }),
  operation({
    id: "reportCheck",
    tag: "runs",
    says: "What a check that was asked for found, as `lockstep check --json` tells it, less the proposals.",
    ...{ method: "get", path: "/estates/:estate/checks/:check/report", on: "estate", permission: "read" },
    params: { check: ID },
    gives: CheckReport,
    async handle(call, _asked, { queue }) {
      const asking = askingOf(call);
      if (asking === undefined) return refuse(404);
      const { state, runs } = await followAsked(asking, call.estate, queue);
      if (state !== "done") return refuse(404, { detail: "The check is not done yet." });
      const engines: EngineReport[] = [];
      for (const id of asking.engineIds) {
        const { value, fault } = await call.estate.views.engine(id);
        if (fault !== undefined) return refuseFault(fault);
        if (value?.report != null) engines.push(value.report);
      }
      const at = engines.map(({ readiness }) => readiness.asOf).sort()[0] ?? asking.askedAt;
      return give({ schema: "lockstep/check@1", estate: call.estate.id, at, runId: runs[0] ?? "", engines });
    },
  }),
  operation({
    id: "watchWork",
    tag: "runs",
    says: "What is being read and judged now, and each run once it is recorded, as events `progress` and `recorded`.",
    ...{ method: "get", path: "/estates/:estate/work", on: "estate", permission: "read" },
    gives: Type.Union([
      Type.Object({ engines: Type.Array(Type.String()), progress: Type.Unknown() }),
      Type.Object({ seq: Type.Integer(), runId: Type.String(), engines: Type.Array(Type.String()) }),
    ]),
    streams: true,
    handle: (call, _asked, context) => ({
      kind: "stream",
      write: (send, signal) => watchWork(call, context, send, signal),
    }),
  }),
];

/** What was asked for lately, by key, so that the same asking is told the same. A restart forgets it. */
const ASKED = new Map<string, Asking>();
const MAX_ASKED = 1000;

function remember(asking: Asking): void {
  ASKED.set(asking.key, asking);
  for (const [oldest] of ASKED) {
    if (ASKED.size <= MAX_ASKED) break;
    ASKED.delete(oldest);
  }
}

/** Nobody's key is another's: what one person sent says nothing of what another one sends. */
function keyOf({ headers, principal, estate }: EstateCall): string {
  const given = headers["idempotency-key"];
  if (typeof given !== "string" || given === "") return `asked-${randomUUID()}`;
  const parts = JSON.stringify([estate.id, principal.kind, principal.id, given]);
  return `asked-${createHash("sha256").update(parts).digest("hex").slice(0, 40)}`;
}

/** Only of engines that whoever asks may see. */
function askingOf(call: EstateCall): Asking | undefined {
  const asking = parseAsking(call.params["check"] ?? "");
  const seen = seenEngines(call);
  return asking?.engineIds.every((id) => seen.includes(id)) === true ? asking : undefined;
}
