import { type Answer, answerPage } from "../answer.js";
import type { EstateCall } from "../route.js";
import { COMPLIANCE_DAYS, compliancePage } from "./compliance-page.js";
import { page } from "./layout.js";
import { seenEngines } from "./may-see.js";
import { readerOf } from "./reader-of.js";

const DAY_MS = 86_400_000;
const STEP_MS = 60_000;

/** How the engines that a reader may see stood over a time that ends now. */
export async function showCompliance(call: EstateCall): Promise<Answer> {
  const { estate, query, at } = call;
  const days = COMPLIANCE_DAYS.find((each) => String(each) === query.get("days")) ?? 30;
  // Whoever looks twice in a minute is shown what was made the first time.
  const to = Math.floor(at.getTime() / STEP_MS) * STEP_MS;
  const period = { from: to - days * DAY_MS, to };
  const compliance = await estate.views.compliance({ engineIds: seenEngines(call), period });
  return answerPage(page(compliancePage({ estate: estate.id, days, compliance }), readerOf(call, "compliance")));
}
