import { mayDo } from "#services/core/access/may-do";
import { parseGateQuestion } from "#services/core/gate/gate-question";
import type { VerdictBook } from "#services/ports/verdict-book";
import { renderRunbookHtml } from "#services/reports/runbook/render-runbook-html";
import { type Answer, answerPage, refuse } from "../answer.js";
import type { Call, EngineCall, Route } from "../route.js";
import { answerAdvice } from "./answer-advice.js";
import { answerGateQuestion } from "./answer-gate-question.js";

/** One estate whose gate can be asked. */
export interface GatedEstate {
  readonly id: string;
  readonly verdicts: VerdictBook;
}

/** Those that are open; where there are several, each is asked by its name alone, also while but one of them is open. */
export interface GatedEstates {
  readonly estates: readonly GatedEstate[];
  readonly areSeveral: boolean;
}

/** Of one source address: a cluster of balancers asks many times a second, and an answer costs microseconds. */
const REQUESTS_PER_MINUTE = 60_000;

/**
 * The gate and the advice of each estate; where there is but one, also without its name. Anybody may ask: who may not read the engine is
 * told no more than the verdict, its codes and its age.
 */
export function gateRoutes({ estates, areSeveral }: GatedEstates): readonly Route[] {
  const shared = {
    method: "get",
    permission: "anyone",
    speaksTo: "program",
    requestsPerMinute: REQUESTS_PER_MINUTE,
  } as const;
  const estateNamed = (id: string): GatedEstate | undefined => estates.find((estate) => estate.id === id);
  const only = (): GatedEstate | undefined => (areSeveral ? undefined : estates[0]);
  const engineOf = ({ params }: Call): string => params["engine"] ?? "";
  return [
    { ...shared, path: "/ready/:engine", on: "service", handle: (call) => ask(call, only(), engineOf(call)) },
    { ...shared, path: "/advice/:engine", on: "service", handle: (call) => advise(call, only(), engineOf(call)) },
    {
      method: "get",
      path: "/estates/:estate/engines/:engine/runbook",
      on: "engine",
      permission: "read",
      speaksTo: "reader",
      handle: (call: EngineCall) => runbook(call, estateNamed(call.estate.id)),
    },
    {
      ...shared,
      path: "/estates/:estate/ready/:engine",
      on: "engine",
      handle: (call: EngineCall) => ask(call, estateNamed(call.estate.id), call.engineId),
    },
    {
      ...shared,
      path: "/estates/:estate/advice/:engine",
      on: "engine",
      handle: (call: EngineCall) => advise(call, estateNamed(call.estate.id), call.engineId),
    },
  ];
}

function ask(call: Call, estate: GatedEstate | undefined, engineId: string): Answer {
  const question = parseGateQuestion(call.query);
  if ("problem" in question) return refuse(400, { code: "request-refused", detail: question.problem });
  const answer = estate?.verdicts.answer(engineId, question);
  if (estate === undefined || answer === undefined) return refuse(404);
  return answerGateQuestion(answer, { accept: call.headers.accept, mayRead: mayRead(call, estate, engineId) });
}

function advise(call: Call, estate: GatedEstate | undefined, engineId: string): Answer {
  if (call.query.size > 0) return refuse(400, { code: "request-refused", detail: "An advice takes no parameters." });
  const advice = estate?.verdicts.advise(engineId);
  if (estate === undefined || advice === undefined) return refuse(404);
  return answerAdvice(advice, { accept: call.headers.accept, mayRead: mayRead(call, estate, engineId) });
}

/** As a file, so that whoever asked has it when this service is down; a page of ours could not carry its own style. */
async function runbook({ engineId, at }: EngineCall, estate: GatedEstate | undefined): Promise<Answer> {
  if (estate === undefined) return refuse(404);
  const report = await estate.verdicts.runbook(engineId);
  const file = `runbook-${engineId}-${at.toISOString().slice(0, 10)}.html`;
  return answerPage(renderRunbookHtml(report), {
    headers: { "Content-Disposition": `attachment; filename="${file}"`, "Cache-Control": "no-store" },
  });
}

function mayRead({ principal }: Call, { id }: GatedEstate, engine: string): boolean {
  return mayDo(principal, "read", { estate: id, engine });
}
