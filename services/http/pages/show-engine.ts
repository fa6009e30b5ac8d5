import type { NodeReport } from "#schemas/check-report";
import { type Answer, answerPage } from "../answer.js";
import type { EngineCall } from "../route.js";
import { enginePage } from "./engine-page.js";
import { findingsQuery } from "./findings-query.js";
import { page } from "./layout.js";
import { readerOf } from "./reader-of.js";
import type { NodeRuntime } from "./runtime-panel.js";

/** The page of an engine. */
export async function showEngine(call: EngineCall): Promise<Answer> {
  const { estate, engineId, at } = call;
  const explained = await estate.views.engine(engineId);
  const nodes = explained.value?.report?.nodes ?? [];
  const runtimes = await Promise.all(nodes.slice(0, MAX_NODES).map((node) => runtimeOf(node, call)));
  const reader = readerOf(call, "overview");
  const { actions = [] } = (await estate.views.decisions()).value ?? {};
  const values = { estate: estate.id, engineId, explained, actions, query: findingsQuery(call.query), at };
  return answerPage(page(enginePage({ ...values, runtimes: runtimes.flat() }, reader), reader));
}

const MAX_NODES = 4;

async function runtimeOf(node: NodeReport, { estate, engineId }: EngineCall): Promise<readonly NodeRuntime[]> {
  if (node.snapshot === null) return [];
  const { value } = await estate.views.snapshot(`${engineId}/${node.nodeId}`);
  return value === undefined ? [] : [{ node, facts: value.facts }];
}
