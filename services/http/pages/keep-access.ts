import { LockstepError } from "#services/core/errors";
import { type Answer, answerPage, refuse } from "../answer.js";
import type { EstateCall } from "../route.js";
import type { TypedReview } from "./access-form.js";
import { accessPage } from "./access-page.js";
import { estateLink } from "./estate-link.js";
import { page } from "./layout.js";
import { readerOf } from "./reader-of.js";
import { whyNotTaken } from "./why-not-taken.js";

/** Who may do what, and when that was last reviewed. */
export async function showAccess(call: EstateCall): Promise<Answer> {
  return await answerForm(call, { outcome: "", change: "" });
}

/** Puts a review on record in the name of whoever is signed in; where it is refused, the page says why, and shows how things stand now. */
export async function recordReview(call: EstateCall): Promise<Answer> {
  const { estate, principal, body } = call;
  if (!(body instanceof URLSearchParams)) return refuse(400);
  if (principal.kind !== "person" && principal.kind !== "operator") return refuse(403);
  const field = (name: string): string => (body.get(name) ?? "").trim();
  const typed: TypedReview = { outcome: field("outcome"), change: field("change") };
  try {
    const asked = { by: principal.name, expected: field("digest"), change: changeIn(typed) };
    await estate.app.reviewAccess(asked);
    return { kind: "redirect", to: estateLink(estate.id, "access") };
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    // What was decided was decided of something else: it is chosen anew.
    if (error.code === "digest-mismatch") return await answerForm(call, { ...typed, outcome: "" }, MOVED);
    return await answerForm(call, typed, whyNotTaken(error));
  }
}

const MOVED =
  "Who may do what moved after that page was loaded. Here is how it stands now: look through it, decide, and send it again.";

/** @throws LockstepError `usage` where what was chosen and what was typed say two things */
function changeIn({ outcome, change }: TypedReview): string | undefined {
  if (outcome === "confirmed" && change === "") return undefined;
  if (outcome === "changes-wanted" && change !== "") return change;
  const message =
    outcome === "confirmed"
      ? "All is as it should be, and something has to change: it is one of the two."
      : "Choose what you decide; where something has to change, say what.";
  throw new LockstepError("usage", message, { remedy: "Nothing was recorded." });
}

async function answerForm(call: EstateCall, typed: TypedReview, problem?: string): Promise<Answer> {
  const { estate } = call;
  const reader = readerOf(call, "access");
  const values = { estate: estate.id, access: await estate.views.access(), typed };
  const parts = accessPage({ ...values, ...(problem === undefined ? {} : { problem }) }, reader);
  return answerPage(page(parts, reader), problem === undefined ? {} : { status: 422 });
}
