import type { Engine, Estate } from "#schemas/estate";
import { ANONYMOUS, type Principal } from "#services/core/access/principal";
import { answerGate } from "#services/core/gate/answer-gate";
import { tellAdvice } from "#services/core/gate/tell-advice";
import type { ToldVerdict } from "#services/core/gate/told-verdict";
import { createHttpApp } from "#services/http/create-http-app";
import { type GatedEstate, gateRoutes } from "#services/http/gate/gate-routes";
import type { Route } from "#services/http/route";
import type { ServedEstate } from "#services/http/served-estate";
import { startHttpServer } from "#services/http/start-http-server";
import { A_RUNBOOK } from "#test/reports/runbook/a-runbook";

export interface ServedGate extends AsyncDisposable {
  readonly url: string;
  /** By engine, what the book of every estate says; may be changed meanwhile. */
  readonly told: Map<string, ToldVerdict>;
}

export const ASKED_AT = new Date("2026-11-23T02:20:00.000Z");

export interface GateStage {
  /** Default `st-example` alone. */
  readonly estateIds?: readonly string[];
  /** What is served beside the gate. Default nothing. */
  readonly routes?: readonly Route[];
}

/** Serves a gate over verdicts that a test sets, asked always at the same instant. A bearer of `reader` may read every engine. */
export async function serveGate(
  told: Map<string, ToldVerdict>,
  { estateIds = ["st-example"], routes = [] }: GateStage = {},
): Promise<ServedGate> {
  const gated = estateIds.map((id): GatedEstate & Pick<ServedEstate, "declared"> => {
    const find = (engineId: string): ToldVerdict | undefined => told.get(engineId);
    return {
      id,
      declared: servedEstate(id).declared,
      verdicts: {
        answer(engineId, question) {
          const verdict = find(engineId);
          return verdict === undefined ? undefined : answerGate(verdict, question, { now: ASKED_AT });
        },
        advise(engineId) {
          const verdict = find(engineId);
          return verdict === undefined ? undefined : tellAdvice(verdict, { now: ASKED_AT });
        },
        runbook: () => Promise.resolve(A_RUNBOOK),
      },
    };
  });
  const grants = estateIds.map((estate) => ({ estate, role: "viewer", engines: "all" }) as const);
  const reader: Principal = { kind: "token", id: "t1", name: "reader", grants };
  const app = createHttpApp({
    webhookNamed: () => undefined,
    queue: { add: () => Promise.resolve("added") },
    logger: { info() {}, warn() {}, error() {} },
    now: () => ASKED_AT,
    estates: estateIds.map(servedEstate),
    doorkeeper: {
      identify({ headers }) {
        const principal = headers.authorization === "Bearer reader" ? reader : ANONYMOUS;
        return Promise.resolve({ principal, csrf: undefined });
      },
      signInPath: () => undefined,
    },
    routes: [...routes, ...gateRoutes({ estates: gated, areSeveral: gated.length > 1 })],
  });
  const server = await startHttpServer(app, { host: "127.0.0.1", port: 0 });
  return { url: server.url, told, [Symbol.asyncDispose]: () => server.stop() };
}

/** An estate that the gate looks nothing up in. */
function servedEstate(id: string): ServedEstate {
  const unused = (): never => {
    throw new Error("the gate asks its book alone");
  };
  const engine: Engine = { id: "tie", product: "mirth-connect", owner: "Mo Banks", nodes: [] };
  const declared: Estate = { estate: id, engines: [engine] };
  return {
    id,
    declared: () => declared,
    get app() {
      return unused();
    },
    get views() {
      return unused();
    },
    get verdicts() {
      return unused();
    },
  };
}
