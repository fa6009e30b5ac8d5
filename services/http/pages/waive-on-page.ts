import type { FindingView } from "#schemas/api/finding-view";
import { LockstepError } from "#services/core/errors";
import { type Answer, answerPage, refuse } from "../answer.js";
import type { EngineCall } from "../route.js";
import { estateLink } from "./estate-link.js";
import { page } from "./layout.js";
import { readerOf } from "./reader-of.js";
import { type TypedWaiver, waivePage } from "./waive-page.js";
import { whyNotTaken } from "./why-not-taken.js";

/** The form of a waiver, empty. */
export async function showWaiveForm(call: EngineCall): Promise<Answer> {
  const view = await findingOf(call);
  if (view === undefined) return refuse(404, { detail: GONE });
  return await answerForm(call, view, { owner: "", reason: "", until: "", ticket: "" });
}

/** Writes the waiver of a finding, permitted by whoever is signed in; where it is refused, the form says why and keeps what was typed. */
export async function waiveOnPage(call: EngineCall): Promise<Answer> {
  const { estate, engineId, principal, body } = call;
  if (!(body instanceof URLSearchParams)) return refuse(400);
  const view = await findingOf(call);
  if (view === undefined || view.finding.id !== body.get("finding")) return refuse(409, { detail: GONE });
  const typed = {
    owner: (body.get("owner") ?? "").trim(),
    reason: (body.get("reason") ?? "").trim(),
    until: (body.get("until") ?? "").trim(),
    ticket: (body.get("ticket") ?? "").trim(),
  };
  try {
    const ticket = typed.ticket === "" ? null : typed.ticket;
    const request = { ...typed, ticket, approver: principal.name, findingId: view.finding.id, isTrial: false };
    await estate.app.waive(engineId, request);
    return { kind: "redirect", to: estateLink(estate.id, "decisions") };
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    return await answerForm(call, view, typed, whyNotTaken(error));
  }
}

const GONE = "The last check of this engine found no such thing: it may have been settled since.";

async function findingOf({ estate, engineId, params }: EngineCall): Promise<FindingView | undefined> {
  const { value } = await estate.views.finding(engineId, params["finding"] ?? "");
  return value;
}

async function answerForm(call: EngineCall, view: FindingView, typed: TypedWaiver, problem?: string): Promise<Answer> {
  const { value } = await call.estate.views.engine(call.engineId);
  const reader = readerOf(call, "decisions");
  const values = { estate: call.estate.id, view, hasBaseline: value?.report?.baseline != null, typed };
  const parts = waivePage({ ...values, ...(problem === undefined ? {} : { problem }) }, reader);
  return answerPage(page(parts, reader), problem === undefined ? {} : { status: 422 });
}
