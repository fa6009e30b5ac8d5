import express, { type Express } from "express";
import helmet from "helmet";
import { answerFailure } from "./answer-failure.js";
import { guardHost } from "./guard-host.js";
import { DEFAULT_HTTP_LIMITS, type HttpContext } from "./http-context.js";
import { limitRate } from "./limit-rate.js";
import { logAnswer } from "./log-answer.js";
import { mountRoutes } from "./mount-routes.js";
import { NOBODY_KNOWN } from "./nobody-known.js";
import { onlyJson } from "./only-json.js";
import { readBody } from "./read-body.js";
import { refusalOf, sendAnswer } from "./send-answer.js";
import { sendProblem } from "./send-problem.js";
import { takeWebhook } from "./take-webhook.js";

/**
 * Makes what the service answers over HTTP: the routes that it is given, `POST /webhooks/<id>` (of one estate among several
 * `/estates/<estate>/webhooks/<id>`), and `GET /healthz` for whoever watches the process. Every refusal bears a code of the registry, and tells
 * nothing of what is declared.
 */
export function createHttpApp(context: HttpContext): Express {
  const limits = { ...DEFAULT_HTTP_LIMITS, ...context.limits };
  const { estates = [], closed, doorkeeper = NOBODY_KNOWN, routes = [], now } = context;
  const app = express();
  app.disable("etag");
  app.set("query parser", false);
  app.set("case sensitive routing", true);
  app.set("trust proxy", limits.trustedProxies.length === 0 ? false : [...limits.trustedProxies]);
  app.use(helmet(GUARDS));
  app.use(logAnswer(context));
  app.use(guardHost(context.allowedHosts));
  app
    .route("/healthz")
    .get((_request, response) => void response.json({ status: "ok" }))
    .all((_request, response) => sendProblem(response.set("Allow", "GET, HEAD"), 405));
  app
    .route(["/webhooks/:id", "/estates/:estate/webhooks/:id"])
    .all(limitRate(limits))
    .post(onlyJson, readBody(limits), takeWebhook(context, limits))
    .all((_request, response) => sendProblem(response.set("Allow", "POST"), 405));
  mountRoutes(app, { routes, estates, closed, doorkeeper, now, limits });
  app.use(limitRate(limits), (request, response) => {
    const speaksTo = request.accepts(["json", "html"]) === "html" ? "reader" : "program";
    sendAnswer(refusalOf(404), { request, response, speaksTo });
  });
  app.use(answerFailure(context));
  return app;
}

/** Nothing is fetched from elsewhere, nothing runs that does not stand in a file of ours, and nobody frames a page. */
const GUARDS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      scriptSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
  },
  referrerPolicy: { policy: "same-origin" },
  xFrameOptions: { action: "deny" },
} as const;
