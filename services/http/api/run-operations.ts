import { Type } from "typebox";
import { RunSummary } from "#schemas/api/run-summary";
import { cutRun } from "#services/core/views/summarise-run";
import { refuse } from "../answer.js";
import { giveView } from "./given-view.js";
import { type Operation, operation } from "./operation.js";
import { cursorOf, DEFAULT_LIMIT, numberOfCursor, PAGING, partOf } from "./paging.js";
import { seenEngines } from "./seen-engines.js";

/** Recorded runs: those of engines that may be seen, and of a run only these. */
export const RUN_OPERATIONS: readonly Operation[] = [
  operation({
    id: "listRuns",
    tag: "runs",
    says: "Recorded runs, newest first.",
    ...{ method: "get", path: "/estates/:estate/runs", on: "estate", permission: "read" },
    query: { ...PAGING, engine: Type.String({ maxLength: 63, description: "only runs of this engine" }) },
    gives: partOf(RunSummary),
    async handle(call, { query: { limit = DEFAULT_LIMIT, cursor, engine } }) {
      const before = cursor === undefined ? undefined : numberOfCursor(cursor);
      if (cursor !== undefined && before === undefined) {
        return refuse(400, { errors: [{ in: "query", at: "cursor", detail: "is no cursor of this list" }] });
      }
      const seen = seenEngines(call).filter((id) => engine === undefined || id === engine);
      const viewed = await call.estate.views.runs({ limit, before, engineIds: seen });
      const next = viewed.value?.next === undefined ? null : cursorOf(viewed.value.next);
      return giveView(call, viewed, ({ items }) => ({ items: [...items], next }), { next });
    },
  }),
  operation({
    id: "showRun",
    tag: "runs",
    says: "One recorded run.",
    ...{ method: "get", path: "/estates/:estate/runs/:run", on: "estate", permission: "read" },
    params: { run: Type.String({ pattern: "^[0-9a-zA-Z-]{1,64}$" }) },
    gives: RunSummary,
    async handle(call) {
      const seen = seenEngines(call);
      return giveView(call, await call.estate.views.run(call.params["run"] ?? ""), (run) => cutRun(run, seen));
    },
  }),
];
