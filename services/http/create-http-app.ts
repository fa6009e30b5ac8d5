import express, { type Express } from "express";
import helmet from "helmet";
import { answerFailure } from "./answer-failure.js";
import { DEFAULT_HTTP_LIMITS, type HttpContext } from "./http-context.js";
import { limitRate } from "./limit-rate.js";
import { logAnswer } from "./log-answer.js";
import { onlyJson } from "./only-json.js";
import { readBody } from "./read-body.js";
import { sendProblem } from "./send-problem.js";
import { takeWebhook } from "./take-webhook.js";

/**
 * Makes what the service answers over HTTP: `POST /webhooks/<id>`, and `GET /healthz` for whoever watches the process. Every
 * refusal is `application/problem+json` with a code of the registry, and tells nothing of what is declared.
 */
export function createHttpApp(context: HttpContext): Express {
  const limits = { ...DEFAULT_HTTP_LIMITS, ...context.limits };
  const app = express();
  app.disable("etag");
  app.set("query parser", false);
  app.set("trust proxy", limits.trustedProxies.length === 0 ? false : [...limits.trustedProxies]);
  app.use(helmet());
  app.use(logAnswer(context));
  app
    .route("/healthz")
    .get((_request, response) => void response.json({ status: "ok" }))
    .all((_request, response) => sendProblem(response.set("Allow", "GET, HEAD"), 405));
  app
    .route("/webhooks/:id")
    .all(limitRate(limits))
    .post(onlyJson, readBody(limits), takeWebhook(context, limits))
    .all((_request, response) => sendProblem(response.set("Allow", "POST"), 405));
  app.use(limitRate(limits), (_request, response) => sendProblem(response, 404));
  app.use(answerFailure(context));
  return app;
}
