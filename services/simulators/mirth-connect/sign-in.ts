import { setTimeout as delay } from "node:timers/promises";
import type { Request, Response } from "express";
import type { FaultCounter } from "../wire/fault-counter.js";
import { readCookie } from "../wire/read-cookie.js";
import type { AppContext } from "./app-context.js";
import { engineStatus } from "./engine-status.js";
import { sendHtml, sendXml } from "./send-answers.js";
import type { LoginStatus } from "./sessions.js";
import { branch, leaf } from "./xml.js";

const STARTING: LoginStatus = {
  status: "FAIL",
  message: "Server is still starting or otherwise unavailable. Please try again shortly.",
};

/** Answers a login: a session, or the engine's own words of refusal. */
export function login(context: AppContext, counter: FaultCounter, request: Request, response: Response): void {
  const status = tryLogin(context, counter, request);
  if (status.status.startsWith("SUCCESS")) {
    const session = context.sessions.start(fieldOf(request, "username"));
    response.set("Set-Cookie", `JSESSIONID=${session}; Path=/api; Secure`);
    sendLoginStatus(response, 200, status);
  } else sendLoginStatus(response, 401, status);
}

function tryLogin({ state, sessions, faults }: AppContext, counter: FaultCounter, request: Request): LoginStatus {
  const starting = engineStatus(faults, counter, false);
  if (starting === 1 || starting === 2) return STARTING;
  const username = fieldOf(request, "username");
  const status = sessions.login(username, fieldOf(request, "password"));
  if (!status.status.startsWith("SUCCESS")) return status;
  const user = state.users.find((each) => each.username === username);
  if (user) state.lastLogins.set(user.id, state.now());
  state.audit("Login", user?.id ?? 0, [["username", username]]);
  return status;
}

function fieldOf({ body }: { readonly body?: unknown }, name: string): string {
  const value: unknown = typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === "string" ? value : "";
}

/** The user behind a cookie or Basic credentials; otherwise the refusal is sent. */
export async function identify(
  context: AppContext,
  counter: FaultCounter,
  request: Request,
  response: Response,
): Promise<string | undefined> {
  const { sessions, faults } = context;
  const basic = /^Basic (.+)$/.exec(request.get("Authorization") ?? "")?.[1];
  if (basic !== undefined) return identifyBasic(context, counter, basic, response);
  const username = sessions.userOf(readCookie(request, "JSESSIONID"));
  if (username !== undefined && counter.sessionExpires(faults.expireSession)) {
    sessions.endAll();
    sendHtml(response, 401, request);
    return undefined;
  }
  if (username === undefined) {
    response.set("Set-Cookie", "JSESSIONID=node0never-authorised.node0; Path=/api; Secure");
    sendHtml(response, 401, request);
  }
  return username;
}

async function identifyBasic(
  context: AppContext,
  counter: FaultCounter,
  basic: string,
  response: Response,
): Promise<string | undefined> {
  if (engineStatus(context.faults, counter, false) !== 0) {
    sendLoginStatus(response, 503, STARTING);
    return undefined;
  }
  await delay(context.basicCostMs);
  const [username = "", ...rest] = Buffer.from(basic, "base64").toString().split(":");
  const status = context.sessions.login(username, rest.join(":"));
  if (status.status.startsWith("SUCCESS")) return username;
  sendLoginStatus(response, 401, status);
  return undefined;
}

function sendLoginStatus(response: Response, code: number, { status, message }: LoginStatus): void {
  const said = [leaf("status", status), leaf("message", message)];
  sendXml(response, code, branch("com.mirth.connect.model.LoginStatus", said));
}
