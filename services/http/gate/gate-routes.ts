import { mayDo } from "#services/core/access/may-do";
import { PLAIN_QUESTION, parseGateQuestion } from "#services/core/gate/gate-question";
import type { VerdictBook } from "#services/ports/verdict-book";
import { renderRunbookHtml } from "#services/reports/runbook/render-runbook-html";
import { type Answer, answerPage, type Refusal, refuse } from "../answer.js";
import { page } from "../pages/layout.js";
import { readerOf } from "../pages/reader-of.js";
import { refuseUnknownEngine } from "../refuse-unknown-engine.js";
import { refuseUnknownEstate } from "../refuse-unknown-estate.js";
import type { Call, EngineCall, Route } from "../route.js";
import type { ServedEstate } from "../served-estate.js";
import { answerAdvice } from "./answer-advice.js";
import { answerGateQuestion } from "./answer-gate-question.js";
import { runbookPage } from "./runbook-page.js";

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

/** The same, with what is declared of each: who may read is told which engines there are. */
export interface GateContext extends GatedEstates {
  readonly estates: readonly (GatedEstate & Pick<ServedEstate, "declared">)[];
}

/** Of one source address: a cluster of balancers asks many times a second, and an answer costs microseconds. */
const REQUESTS_PER_MINUTE = 60_000;

/**
 * The gate and the advice of each estate; where there is but one, also without its name. Anybody may ask: who may not read the engine is
 * told no more than the verdict, its codes and its age.
 */
export function gateRoutes({ estates, areSeveral }: GateContext): readonly Route[] {
  const shared = {
    method: "get",
    permission: "anyone",
    speaksTo: "program",
    requestsPerMinute: REQUESTS_PER_MINUTE,
  } as const;
  const estateNamed = (id: string): AskedEstate => estates.find((estate) => estate.id === id) ?? refuseUnknownEstate();
  const only = (): AskedEstate => (areSeveral ? refuse(404, OF_SEVERAL) : (estates[0] ?? refuseUnknownEstate()));
  const engineOf = ({ params }: Call): string => params["engine"] ?? "";
  return [
    { ...shared, path: "/ready/:engine", on: "service", handle: (call) => ask(call, only(), engineOf(call)) },
    { ...shared, path: "/advice/:engine", on: "service", handle: (call) => advise(call, only(), engineOf(call)) },
    {
      ...{ ...READ, path: "/estates/:estate/engines/:engine/runbook" },
      handle: (call: EngineCall) => runbook(call, estateNamed(call.estate.id)),
    },
    {
      ...{ ...READ, path: "/estates/:estate/engines/:engine/runbook.html" },
      handle: (call: EngineCall) => runbookFile(call, estateNamed(call.estate.id)),
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

const READ = { method: "get", on: "engine", permission: "read", speaksTo: "reader" } as const;

const OF_SEVERAL = {
  detail: "This service answers for several estates, so that the name of an engine is not enough.",
  remedy:
    "Ask with the name of its estate in front: /estates/<estate>/ready/<engine>, /estates/<estate>/advice/<engine>.",
};

/** The estate that an address means, or why it means none. */
type AskedEstate = GateContext["estates"][number] | Refusal;

function ask(call: Call, estate: AskedEstate, engineId: string): Answer {
  const question = parseGateQuestion(call.query);
  if ("problem" in question) return refuse(400, { code: "request-refused", detail: question.problem });
  if ("kind" in estate) return estate;
  const answer = estate.verdicts.answer(engineId, question);
  if (answer === undefined) return refuseUnknownEngine(engineId, { ...call, estate });
  return answerGateQuestion(answer, { accept: call.headers.accept, mayRead: mayRead(call, estate, engineId) });
}

function advise(call: Call, estate: AskedEstate, engineId: string): Answer {
  if (call.query.size > 0) return refuse(400, { code: "request-refused", detail: "An advice takes no parameters." });
  if ("kind" in estate) return estate;
  const advice = estate.verdicts.advise(engineId);
  if (advice === undefined) return refuseUnknownEngine(engineId, { ...call, estate });
  return answerAdvice(advice, { accept: call.headers.accept, mayRead: mayRead(call, estate, engineId) });
}

/** In the browser, with what the gate says at this instant. */
async function runbook(call: EngineCall, estate: AskedEstate): Promise<Answer> {
  if ("kind" in estate) return estate;
  const { engineId, at } = call;
  const report = await estate.verdicts.runbook(engineId);
  const gate = estate.verdicts.answer(engineId, PLAIN_QUESTION);
  const parts = runbookPage({ estate: estate.id, report, gate, at });
  return answerPage(page(parts, readerOf(call, "overview")), { headers: UNKEPT });
}

/** As a file, so that whoever asked has it when this service is down: it carries its own style, which a page of ours may not. */
async function runbookFile({ engineId, at }: EngineCall, estate: AskedEstate): Promise<Answer> {
  if ("kind" in estate) return estate;
  const report = await estate.verdicts.runbook(engineId);
  const file = `runbook-${engineId}-${at.toISOString().slice(0, 10)}.html`;
  const headers = { "Content-Disposition": `attachment; filename="${file}"`, ...UNKEPT };
  return answerPage(renderRunbookHtml(report), { headers });
}

const UNKEPT = { "Cache-Control": "no-store" };

function mayRead({ principal }: Call, { id }: GatedEstate, engine: string): boolean {
  return mayDo(principal, "read", { estate: id, engine });
}
