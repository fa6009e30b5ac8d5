import type { Request, Response } from "express";
import { hits } from "../wire/faults.js";
import { ACCOUNT_ROUTES } from "./account-routes.js";
import type { AppContext } from "./app-context.js";
import { COMMIT_ROUTES } from "./commit-routes.js";
import { LoginRefusal } from "./credentials.js";
import { HubRefusal } from "./hub.js";
import type { Identity } from "./hub-model.js";
import { ISSUE_ROUTES } from "./issue-routes.js";
import { PULL_ROUTES } from "./pull-routes.js";
import { REPOSITORY_ROUTES } from "./repository-routes.js";
import type { HubCall, Route } from "./route.js";
import { pageOf, refuse, sendAnswer } from "./send.js";

const ROUTES = [...PULL_ROUTES, ...ISSUE_ROUTES, ...COMMIT_ROUTES, ...REPOSITORY_ROUTES, ...ACCOUNT_ROUTES].map(
  (route) => ({
    route,
    pattern: new RegExp(`^${route.operation.replaceAll(/\{([a-z_]+)\}/g, "(?<$1>[^/]+)")}$`),
  }),
);

/** Answers one REST request: who asks, whether the request is one that GitHub describes, the limits, the rights, then what it does. */
export async function answerRest(
  context: AppContext,
  request: Request,
  response: Response,
  path: string,
): Promise<void> {
  const found = findRoute(request.method, path);
  const { route } = found ?? {};
  try {
    const identity = identify(context, request, response);
    if (found === undefined || route === undefined) {
      note(context, `${request.method} ${path}`, ["no such operation here"]);
      throw new HubRefusal(404, "Not Found");
    }
    const call = {
      ...found,
      identity,
      query: new URLSearchParams(request.url.split("?")[1] ?? ""),
      body: bodyOf(context, request),
    };
    const problems = check(context, route, call);
    if (problems.length > 0) throw new HubRefusal(422, "Invalid request.", problems);
    if (isLimited(context, route, response)) return;
    checkRights(context, route, call);
    await perform(context, { route, call, path }, request, response);
  } catch (error) {
    if (error instanceof LoginRefusal) refuse(response, 401, error.message);
    else if (error instanceof HubRefusal) refuse(response, error.status, error.said, error.details);
    else throw error;
  }
}

interface Called {
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly identity: Identity;
}

function findRoute(
  method: string,
  path: string,
): { readonly route: Route; readonly path: Readonly<Record<string, string>> } | undefined {
  for (const { route, pattern } of ROUTES) {
    const groups = pattern.exec(`${method} ${path}`)?.groups;
    if (groups !== undefined)
      return {
        route,
        path: Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)])),
      };
    if (pattern.test(`${method} ${path}`)) return { route, path: {} };
  }
  return undefined;
}

function identify({ credentials, faults }: AppContext, request: Request, response: Response): Identity {
  if (faults.tokenExpired) throw new LoginRefusal("Bad credentials");
  const identity = credentials.identify(request.get("Authorization"));
  if (identity.expiresAt !== undefined)
    response.set("github-authentication-token-expiration", `${identity.expiresAt.slice(0, 19).replace("T", " ")} UTC`);
  return identity;
}

function bodyOf(context: AppContext, request: Request): unknown {
  const text: unknown = request.body;
  if (typeof text !== "string" || text === "") return undefined;
  context.bodies.push(text);
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    throw new HubRefusal(400, "Problems parsing JSON");
  }
}

function check(context: AppContext, { operation }: Route, call: Called): readonly string[] {
  const description = context.descriptions.find((each) => each.describes(operation));
  const problems = description?.requestProblems(operation, call) ?? [];
  note(context, operation, problems);
  return problems;
}

function note({ violations }: AppContext, operation: string, problems: readonly string[]): void {
  for (const problem of problems) violations.push({ operation, problem });
}

function isLimited({ faults, counter, limits, hub }: AppContext, route: Route, response: Response): boolean {
  const now = hub.now().getTime();
  response.set("X-RateLimit-Remaining", String(limits.remaining())).set("X-RateLimit-Reset", String(limits.resetAt()));
  const { secondaryLimit: secondary, quota } = faults;
  if (quota !== undefined && counter.strike("quota", quota.times)) {
    response
      .set("X-RateLimit-Remaining", "0")
      .set("X-RateLimit-Reset", String(Math.floor(now / 1000) + quota.fullInSeconds));
    refuse(response, 403, "API rate limit exceeded");
    return true;
  }
  if (secondary !== undefined && route.creates && counter.strike("secondary", secondary.times)) {
    response.set("Retry-After", String(secondary.retryAfterSeconds));
    refuse(
      response,
      secondary.code ?? 403,
      "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
    );
    return true;
  }
  const word = limits.count(now, route.creates === true);
  if (word === undefined) return false;
  if (word.limit === "secondary") response.set("Retry-After", String(word.retryAfterSeconds));
  else response.set("X-RateLimit-Remaining", "0").set("X-RateLimit-Reset", String(word.resetAt));
  refuse(
    response,
    403,
    word.limit === "secondary" ? "You have exceeded a secondary rate limit." : "API rate limit exceeded",
  );
  return true;
}

function checkRights({ hub, faults }: AppContext, { needs, operation }: Route, { identity, path }: Called): void {
  const { owner, repo } = path;
  if (needs === "app") {
    if (identity.kind !== "app") throw new HubRefusal(401, "A JSON web token could not be decoded");
  } else if (identity.kind === "app") throw new HubRefusal(401, "Bad credentials");
  if (faults.hiddenRepository && owner !== undefined) throw new HubRefusal(404, "Not Found");
  const isOurs = owner === undefined || `${owner}/${repo}`.toLowerCase() === hub.model.repository.toLowerCase();
  if (!isOurs || (identity.kind === "person" && owner !== undefined && hub.roleOf(identity.login) === "none"))
    throw new HubRefusal(404, "Not Found");
  if (needs === undefined || needs === "app") return;
  const [permission, level] = needs;
  // What is an issue and a pull request may be had with the right to either.
  const isPull = permission === "issues" && hub.issues.get(Number(path["issue_number"]))?.pull !== undefined;
  const granted = [identity.permissions[permission], ...(isPull ? [identity.permissions.pull_requests] : [])];
  const isGranted = granted.some((each) => each === "write" || each === level);
  const isAllowed =
    level === "read" ||
    identity.kind !== "person" ||
    hub.mayWrite(identity.login) ||
    operation.endsWith("/reviews") ||
    operation.endsWith("/comments");
  if (isGranted && isAllowed) return;
  const by = identity.kind === "person" ? "personal access token" : "integration";
  throw new HubRefusal(403, `Resource not accessible by ${by}`);
}

async function perform(
  context: AppContext,
  { route, call, path }: { readonly route: Route; readonly call: Called; readonly path: string },
  request: Request,
  response: Response,
): Promise<void> {
  const { hub, credentials, webhooks, faults, counter } = context;
  const body: HubCall["body"] = Object(call.body);
  const answer = await route.answer({
    hub,
    credentials,
    webhooks,
    path: call.path,
    query: call.query,
    identity: call.identity,
    body,
  });
  const cut = faults.cutAfterWrite;
  if (cut !== undefined && request.method !== "GET" && hits(cut.path, path) && counter.strike("cut", cut.times)) {
    request.socket.destroy();
    return;
  }
  const told = answer.rows === undefined ? answer.body : pageOf(answer, request, response);
  const status = answer.status ?? 200;
  const description = context.descriptions.find((each) => each.describes(route.operation));
  note(
    context,
    `the simulator's answer to ${route.operation}`,
    description?.answerProblems(route.operation, status, told) ?? [],
  );
  sendAnswer(response, { status, body: told, path }, faults);
}
