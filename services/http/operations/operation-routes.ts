import { type Answer, answerJson } from "../answer.js";
import type { Call, Route } from "../route.js";
import { findFailing } from "./find-failing.js";
import type { OperationContext } from "./operation-context.js";
import { setFigures } from "./set-figures.js";

/**
 * `GET /readyz`: can the service do its work? It names what fails, and nothing else: 503, so that a balancer asks another one.
 * `GET /metrics`: figures for Prometheus, of the estates that the caller may measure.
 */
export function operationRoutes(context: OperationContext): readonly Route[] {
  const shared = { method: "get", on: "service", speaksTo: "program" } as const;
  return [
    { ...shared, path: "/readyz", permission: "anyone", handle: ({ at }: Call) => tellReadyz(at, context) },
    { ...shared, path: "/metrics", permission: "measure", handle: (call: Call) => tellFigures(call, context) },
  ];
}

async function tellReadyz(at: Date, context: OperationContext): Promise<Answer> {
  const failing = await findFailing(at, context);
  const status = failing.length === 0 ? "ok" : "failing";
  return answerJson({ status, failing }, { status: failing.length === 0 ? 200 : 503, headers: UNKEPT });
}

async function tellFigures({ principal }: Call, context: OperationContext): Promise<Answer> {
  await setFigures(context.meter.gauges, { ...context, principal });
  return { kind: "content", type: context.meter.type, body: await context.meter.render(), headers: UNKEPT };
}

const UNKEPT = { "Cache-Control": "no-store" };
