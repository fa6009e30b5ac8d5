import { engineName } from "#services/reports/engine-name";
import { type Answer, answerPage, refuse } from "../answer.js";
import type { EngineCall } from "../route.js";
import { estateLink } from "./estate-link.js";
import { faultNotice } from "./fault-notice.js";
import { findingPage } from "./finding-page.js";
import { page } from "./layout.js";
import { readerOf } from "./reader-of.js";

/** The page of a finding of the last report. */
export async function showFinding(call: EngineCall): Promise<Answer> {
  const { estate, engineId, at } = call;
  const [viewed, engine, proposals] = await Promise.all([
    estate.views.finding(engineId, call.params["finding"] ?? ""),
    estate.views.engine(engineId),
    estate.views.proposals(),
  ]);
  const reader = readerOf(call, "overview");
  const view = viewed.value;
  const report = engine.value?.report ?? undefined;
  if (view === undefined) {
    const back = [{ text: engineId, href: estateLink(estate.id, "engines", engineId) }];
    if (viewed.fault !== undefined)
      return answerPage(page({ title: "A finding", breadcrumbs: back, main: faultNotice(viewed) }, reader));
    return refuse(404, {
      detail: "The last check of this engine found no such thing: it may have been settled since.",
    });
  }
  const summaries = (proposals.value ?? []).filter((each) => each.engineId === engineId);
  const proposal = await holderOf(
    view.finding.id,
    summaries.map(({ key }) => key),
    call,
  );
  const values = {
    ...{ estate: estate.id, viewed, view, at },
    engineName: report === undefined ? engineId : engineName(report),
    hasBaseline: report?.baseline != null,
    proposal: summaries.find(({ key }) => key === proposal),
  };
  return answerPage(page(findingPage(values, reader), reader));
}

/** The key of the proposal that holds a finding. */
async function holderOf(finding: string, keys: readonly string[], { estate }: EngineCall): Promise<string | undefined> {
  for (const key of keys.slice(0, MAX_ASKED)) {
    const { value } = await estate.views.proposal(key);
    if (value?.proposal.changes.some((change) => change.finding === finding) === true) return key;
  }
  return undefined;
}

const MAX_ASKED = 20;
