import type { Express, Request, RequestHandler, Response } from "express";
import { mayDo, mayDoForAll, mayDoSomewhere } from "#services/core/access/may-do";
import { ANONYMOUS, type Principal } from "#services/core/access/principal";
import { type Answer, refuse } from "./answer.js";
import { isCsrfProven } from "./csrf.js";
import type { Doorkeeper, Identified } from "./doorkeeper.js";
import { handOver } from "./hand-over.js";
import type { HttpLimits } from "./http-context.js";
import { limitRate } from "./limit-rate.js";
import { addFacts } from "./log-answer.js";
import { BROKEN, OF_ANOTHER_KIND, parseBody } from "./parse-body.js";
import { readBody } from "./read-body.js";
import { refuseRole } from "./refuse-role.js";
import { refuseStranger } from "./refuse-stranger.js";
import { refuseUnknownEngine } from "./refuse-unknown-engine.js";
import { refuseUnknownEstate } from "./refuse-unknown-estate.js";
import type { Call, Route } from "./route.js";
import { refusalOf, sendAnswer } from "./send-answer.js";
import type { StreamWatch } from "./send-stream.js";
import type { ServedEstate } from "./served-estate.js";
import { openStreamPlaces, type StreamPlaces } from "./stream-places.js";

export interface RouteContext {
  readonly routes: readonly Route[];
  readonly estates: readonly ServedEstate[];
  /** Estates that could not be opened; left out: none. */
  readonly closed?: (() => readonly unknown[]) | undefined;
  readonly doorkeeper: Doorkeeper;
  readonly now: () => Date;
  readonly limits: HttpLimits;
}

/**
 * Gives Express the routes: each knows who asks, how often they asked, its permission, which is asked before anything of the body is looked at, and its body. Of an
 * estate or engine that the caller may not read is said what is said of one that is not there.
 */
export function mountRoutes(app: Express, context: RouteContext): void {
  const identify = identifyBy(context.doorkeeper);
  const places = openStreamPlaces();
  const limit = limitRate(context.limits, principalOf);
  for (const path of new Set(context.routes.map((route) => route.path))) {
    const routes = context.routes.filter((route) => route.path === path);
    const mounted = app.route(path);
    for (const route of routes) {
      const { requestsPerMinute } = route;
      const own = requestsPerMinute === undefined ? limit : limitRate({ requestsPerMinute }, principalOf);
      mounted[route.method](identify, own, ...stepsOf(route, { ...context, places }));
    }
    const methods = routes.map(({ method }) => method.toUpperCase());
    const allowed = methods.includes("GET") ? [...methods, "HEAD"] : methods;
    mounted.all(identify, limit, (request, response) => {
      response.set("Allow", allowed.join(", "));
      sendAnswer(refusalOf(405), { request, response, speaksTo: routes[0]?.speaksTo ?? "program" });
    });
  }
}

/** Who asks is known first, so that whoever is known is counted for themselves. */
function identifyBy(doorkeeper: Doorkeeper): RequestHandler {
  return async (request, response, next) => {
    response.locals["identified"] = await identifiedBy(doorkeeper, request);
    return next();
  };
}

function identifiedBy(doorkeeper: Doorkeeper, request: Request): Promise<Identified> {
  const { headers, headersDistinct, ip: source = "" } = request;
  return doorkeeper.identify({ headers, headersDistinct, source });
}

function identifiedOf(response: Response): Identified {
  const identified: unknown = response.locals["identified"];
  return identified === undefined ? { principal: ANONYMOUS, csrf: undefined } : (identified as Identified);
}

function principalOf(response: Response): Principal {
  return identifiedOf(response).principal;
}

interface Admitted {
  readonly identified: Identified;
  readonly estate: ServedEstate | undefined;
}

function stepsOf(route: Route, context: RouteContext & { readonly places: StreamPlaces }): readonly RequestHandler[] {
  const { limits } = context;
  const admit: RequestHandler = (request, response, next) => {
    const admission = admissionOf(route, request, { ...context, identified: identifiedOf(response) });
    if ("kind" in admission) return send(admission, route, request, response);
    response.locals["admitted"] = admission;
    return next();
  };
  const handle: RequestHandler = async (request, response, next) => {
    const { identified, estate } = response.locals["admitted"] as Admitted;
    const body = parseBody(route.takes, request, response.locals["body"]);
    if (body === OF_ANOTHER_KIND) return send(refusalOf(415), route, request, response);
    if (body === BROKEN) return send(refusalOf(400), route, request, response);
    if (!isCsrfProven(request, body, identified)) return send(notMeant(route), route, request, response);
    const call = callOf(request, response, { identified: namedIn(estate?.id, identified), body, at: context.now() });
    const answer = await answerOf(route, call, estate);
    if (answer.kind === "handover") return handOver(answer, request, response, next);
    const stream =
      answer.kind === "stream" ? watchOf(route, request, { ...context, who: call.principal.id }) : undefined;
    return sendAnswer(answer, { request, response, speaksTo: route.speaksTo, stream });
  };
  const maxBodyBytes = route.maxBodyBytes ?? limits.maxBodyBytes;
  return route.takes === undefined
    ? [admit, handle]
    : [admit, readBody({ maxBodyBytes, speaksTo: route.speaksTo }), handle];
}

function admissionOf(
  route: Route,
  request: Request,
  { doorkeeper, estates, closed, identified }: RouteContext & Pick<Admitted, "identified">,
): Admitted | Answer {
  const { principal } = identified;
  const estate = route.on === "service" ? undefined : estates.find(({ id }) => id === request.params["estate"]);
  if (route.permission === "anyone") {
    return route.on !== "service" && estate === undefined ? refuseUnknownEstate() : { identified, estate };
  }
  if (principal === ANONYMOUS || principal.kind === "anonymous")
    return notKnown(route, request, { doorkeeper, identified });
  if (route.on === "service") {
    const all = { estates: estates.map(({ id }) => id), isOneClosed: (closed?.().length ?? 0) > 0 };
    if (mayDoForAll(principal, route.permission, all)) return { identified, estate };
    if (principal.grants.length === 0) return refuse(403, { detail: NOTHING_GRANTED });
    if (mayDoForAll(principal, route.permission, { ...all, isOneClosed: false })) {
      return refuse(403, { code: "not-allowed", detail: ONE_IS_CLOSED });
    }
    return refuseRole(principal, route.permission, {});
  }
  if (estate === undefined) return refuseUnknownEstate();
  const engine = route.on === "engine" ? String(request.params["engine"]) : null;
  const subject = { estate: estate.id, engine };
  const isThere = engine === null || estate.declared()?.engines.some(({ id }) => id === engine) === true;
  if (isThere && mayDo(principal, route.permission, subject)) return { identified, estate };
  if (isThere && mayDo(principal, "read", subject)) return refuseRole(principal, route.permission, subject);
  const isSeen = engine !== null && mayDoSomewhere(principal, "read", estate.id);
  return isSeen ? refuseUnknownEngine(engine, { principal, estate }) : refuseUnknownEstate();
}

const NOTHING_GRANTED =
  "You are known, and may see nothing yet: no estate's policy/access.yaml names your account. Whoever administers an estate can add it; the service's log has the account.";

const ONE_IS_CLOSED =
  "This shows what is all estates', and while an estate is closed nobody can tell who may see that one: until it is open again this is for the operator alone. The service's log says why it is closed.";

/** A session's request that changes something, and that its own page may not have sent. */
function notMeant({ speaksTo }: Route): Answer {
  const detail = speaksTo === "reader" ? FORM_TOO_OLD : NO_CSRF_HEADER;
  return refuse(403, { detail });
}

const FORM_TOO_OLD = "The form is too old, or was not sent from this service's own page: load the page again.";
const NO_CSRF_HEADER =
  "A signed-in person's request that changes something bears the session's token in the header X-CSRF-Token, and comes from no other site. A program bears a token in Authorization instead.";

function notKnown(
  route: Route,
  request: Request,
  { doorkeeper, identified }: { readonly doorkeeper: Doorkeeper; readonly identified: Identified },
): Answer {
  // Whoever shows a token is no person at a browser.
  const isReader = route.speaksTo === "reader" && request.headers.authorization === undefined;
  const way = isReader && route.method === "get" ? doorkeeper.signInPath(request.originalUrl) : undefined;
  return way === undefined ? refuseStranger(identified) : { kind: "redirect", to: way };
}

/** Records of an estate bear the name that it gives. */
function namedIn(estate: string | undefined, identified: Identified): Identified {
  const { principal } = identified;
  const name = estate === undefined ? undefined : principal.namesIn?.[estate];
  return name === undefined ? identified : { ...identified, principal: { ...principal, name } };
}

function callOf(
  request: Request,
  response: Response,
  { identified, body, at }: { readonly identified: Identified; readonly body: unknown; readonly at: Date },
): Call {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const params = Object.fromEntries(Object.entries(request.params).map(([name, value]) => [name, String(value)]));
  const { principal, csrf } = identified;
  addFacts(response, { who: principal.kind, id: principal.id });
  return {
    ...{ params, body, principal, csrf, at },
    isHead: request.method === "HEAD",
    query: new URL(request.originalUrl, "http://lockstep.invalid").searchParams,
    headers: request.headers,
    source: request.ip ?? "",
    requestId: response.get("X-Request-Id") ?? "",
    signal: gone.signal,
  };
}

/** What may be read is asked again while a stream is open: a token may end, and a person be taken out. */
function watchOf(
  route: Route,
  request: Request,
  context: RouteContext & { readonly places: StreamPlaces; readonly who: string },
): StreamWatch | undefined {
  const { doorkeeper, places, who } = context;
  const end = places.take(who);
  if (end === undefined) return undefined;
  const isAdmitted = async (): Promise<boolean> => {
    const identified = await identifiedBy(doorkeeper, request);
    return !("kind" in admissionOf(route, request, { ...context, identified }));
  };
  return { isAdmitted, end };
}

async function answerOf(route: Route, call: Call, estate: ServedEstate | undefined): Promise<Answer> {
  if (route.on === "service") return await route.handle(call);
  if (estate === undefined) return refusalOf(404);
  if (route.on === "estate") return await route.handle({ ...call, estate });
  return await route.handle({ ...call, estate, engineId: call.params["engine"] ?? "" });
}

function send(answer: Answer, { speaksTo }: Route, request: Request, response: Response): void {
  sendAnswer(answer, { request, response, speaksTo });
}
