import type { Period } from "#services/core/compliance/spans-of";
import type { ComplianceSeen } from "#services/ports/estate-views";
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
  const engineIds = seenEngines(call);
  const whole = await estate.views.compliance({ engineIds, period });
  const since = youngSince(whole.value, period);
  // Of the time before anybody looked there is nothing to draw: it is told once.
  const compliance =
    since === undefined ? whole : await estate.views.compliance({ engineIds, period: { from: since, to } });
  const values = { estate: estate.id, days, compliance, isYoung: since !== undefined };
  return answerPage(page(compliancePage(values), readerOf(call, "compliance")));
}

/** When the first check was, to the minute, where that is within the time that is asked for. */
function youngSince(value: ComplianceSeen | undefined, { from, to }: Period): number | undefined {
  const first = Date.parse(value?.firstCheckAt ?? "");
  const since = Math.floor(first / STEP_MS) * STEP_MS;
  return since > from && since < to ? since : undefined;
}
