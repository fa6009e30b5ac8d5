import { Type } from "typebox";
import { FindingView } from "#schemas/api/finding-view";
import { ListedFinding } from "#schemas/api/listed-finding";
import { NodeSnapshot } from "#schemas/api/node-snapshot";
import { AuthorisationVerdict } from "#schemas/authorisation";
import { DriftCase } from "#schemas/drift";
import { ExplainReport } from "#schemas/explain-report";
import { Severity } from "#schemas/finding";
import { HistoryReport } from "#schemas/history-report";
import { ReadyReport } from "#schemas/ready-report";
import { RunbookReport } from "#schemas/runbook-report";
import { ShowReport } from "#schemas/show-report";
import { refuse } from "../answer.js";
import { giveView } from "./given-view.js";
import { listFindings } from "./list-findings.js";
import { give, type Operation, operation } from "./operation.js";
import { cursorOf, DEFAULT_LIMIT, PAGING, partOf, placeOfCursor } from "./paging.js";
import { selectorOf } from "./selector-of.js";

const AT = Type.String({
  pattern: "^[A-Za-z0-9:.+-]{1,40}$",
  description: "which content: `latest`, a number of contents before it, or an instant (RFC 3339); left out: latest",
});
const ARTEFACT = Type.String({ minLength: 1, maxLength: 500, description: "the artefact's name, key or path" });

/** What concerns one engine. */
export const ENGINE_OPERATIONS: readonly Operation[] = [
  operation({
    id: "showReadiness",
    tag: "engines",
    says: "May this engine fail over? The stored verdict, with its age. Gates ask `/ready/{engine}`, which answers by its status.",
    ...{ method: "get", path: "/estates/:estate/engines/:engine/readiness", on: "engine", permission: "read" },
    gives: ReadyReport,
    handle: async (call) => giveView(call, await call.estate.views.engine(call.engineId), ({ ready }) => ready),
  }),
  operation({
    id: "explainEngine",
    tag: "engines",
    says: "The verdict on an engine, and the whole report of the run behind it.",
    ...{ method: "get", path: "/estates/:estate/engines/:engine", on: "engine", permission: "read" },
    gives: ExplainReport,
    handle: async (call) => giveView(call, await call.estate.views.engine(call.engineId), (value) => value),
  }),
  operation({
    id: "showRunbook",
    tag: "engines",
    says: "What people need at a failover: in which order interfaces are activated, whom to call, what to look at by hand.",
    ...{ method: "get", path: "/estates/:estate/engines/:engine/runbook", on: "engine", permission: "read" },
    gives: RunbookReport,
    handle: async ({ estate, engineId }) => give(await estate.verdicts.runbook(engineId)),
  }),
  operation({
    id: "listFindings",
    tag: "engines",
    says: "The findings of the last run, the most severe first.",
    ...{ method: "get", path: "/estates/:estate/engines/:engine/findings", on: "engine", permission: "read" },
    query: {
      ...PAGING,
      severity: Severity,
      case: DriftCase,
      verdict: AuthorisationVerdict,
      waits: Type.Boolean({
        description:
          "true: only those without authority: neither policy nor a ticket covers them; false: only the others",
      }),
      blocks: Type.Boolean({ description: "true: only those that block readiness; false: only the others" }),
    },
    gives: partOf(ListedFinding),
    async handle(call, { query }) {
      const { limit = DEFAULT_LIMIT, cursor, ...filter } = query;
      const viewed = await call.estate.views.engine(call.engineId);
      const report = viewed.value?.report;
      const after = cursor === undefined ? undefined : placeOfCursor(cursor);
      const part = listFindings(report ?? undefined, filter, { limit, after });
      if (part === undefined)
        return refuse(400, { errors: [{ in: "query", at: "cursor", detail: "is no cursor of this list" }] });
      const next = part.next === undefined ? null : cursorOf(part.next);
      return giveView(call, viewed, () => ({ items: [...part.items], next }), { next });
    },
  }),
  operation({
    id: "showFinding",
    tag: "engines",
    says: "One finding of the last run: its three sides, what authorised it, and its history.",
    ...{ method: "get", path: "/estates/:estate/engines/:engine/findings/:finding", on: "engine", permission: "read" },
    params: { finding: Type.String({ pattern: "^(sha256:)?[0-9a-f]{8,64}$" }) },
    gives: FindingView,
    async handle(call) {
      return giveView(
        call,
        await call.estate.views.finding(call.engineId, call.params["finding"] ?? ""),
        (value) => value,
      );
    },
  }),
  operation({
    id: "listContents",
    tag: "engines",
    says: "The contents that a node held, newest first.",
    ...{
      method: "get",
      path: "/estates/:estate/engines/:engine/nodes/:node/contents",
      on: "engine",
      permission: "read",
    },
    params: { node: Type.String({ pattern: "^[a-z0-9][a-z0-9-]{0,62}$" }) },
    query: PAGING,
    gives: partOf(NodeSnapshot),
    async handle(call, { query: { limit = DEFAULT_LIMIT, cursor } }) {
      const viewed = await call.estate.views.snapshots(call.engineId, call.params["node"] ?? "");
      const after = cursor === undefined ? undefined : placeOfCursor(cursor);
      const all = viewed.value ?? [];
      const rest = after === undefined ? all : all.filter(({ firstSeen }) => firstSeen < after);
      const items = rest.slice(0, limit);
      const last = items.at(-1);
      const next = rest.length > limit && last !== undefined ? cursorOf(last.firstSeen) : null;
      return giveView(call, viewed, () => ({ items, next }), { next });
    },
  }),
  operation({
    id: "showContent",
    tag: "engines",
    says: "A content of a node, or the approved baseline, artefact by artefact.",
    ...{ method: "get", path: "/estates/:estate/engines/:engine/contents/:side", on: "engine", permission: "read" },
    params: { side: Type.String({ pattern: "^[a-z0-9][a-z0-9-]{0,62}$", description: "a node's id, or `baseline`" }) },
    query: { at: AT },
    gives: ShowReport,
    async handle(call, { query: { at } }) {
      const selector = selectorOf(call.engineId, call.params["side"] ?? "", at);
      return giveView(call, await call.estate.views.snapshot(selector), (value) => value);
    },
  }),
  operation({
    id: "showArtefact",
    tag: "engines",
    says: "What one artefact holds, and its versions on that node, newest first.",
    ...{
      method: "get",
      path: "/estates/:estate/engines/:engine/contents/:side/artefact",
      on: "engine",
      permission: "read",
    },
    params: { side: Type.String({ pattern: "^[a-z0-9][a-z0-9-]{0,62}$", description: "a node's id, or `baseline`" }) },
    query: { at: AT, artefact: ARTEFACT },
    gives: HistoryReport,
    async handle(call, { query: { at, artefact } }) {
      if (artefact === undefined)
        return refuse(400, { errors: [{ in: "query", at: "artefact", detail: "is wanted" }] });
      const selector = selectorOf(call.engineId, call.params["side"] ?? "", at);
      return giveView(call, await call.estate.views.artefact(selector, artefact), (value) => value);
    },
  }),
];
