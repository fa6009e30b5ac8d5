import type { PolicyTestReport } from "#schemas/policy-test-report";
import { type Answer, answerPage } from "../answer.js";
import type { EstateCall } from "../route.js";
import { page } from "./layout.js";
import { mapViewed } from "./map-viewed.js";
import { onlySeen } from "./may-see.js";
import { policyPage } from "./policy-page.js";
import { readerOf } from "./reader-of.js";

/** What the rules of the policy hid on engines that the reader may see. */
export async function showPolicy(call: EstateCall): Promise<Answer> {
  const viewed = await call.estate.views.policyHealth();
  const health = mapViewed(
    viewed,
    (value): PolicyTestReport => ({
      ...value,
      rules: value.rules.map((rule) => ({ ...rule, hides: [...onlySeen(call, rule.hides)] })),
      erred: [...onlySeen(call, value.erred)],
    }),
  );
  return answerPage(page(policyPage({ estate: call.estate.id, health }), readerOf(call, "policy")));
}
