import { engineName } from "#services/reports/words/engine-name";
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
  const [viewed, engine] = await Promise.all([
    estate.views.finding(engineId, call.params["finding"] ?? ""),
    estate.views.engine(engineId),
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
  const values = {
    ...{ estate: estate.id, viewed, view, at },
    engineName: report === undefined ? engineId : engineName(report),
    hasBaseline: report?.baseline != null,
  };
  return answerPage(page(findingPage(values, reader), reader));
}
