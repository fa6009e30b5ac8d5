import { LockstepError } from "#services/core/errors";
import type { Answer, Refusal } from "../answer.js";
import { answerJson, refuse } from "../answer.js";
import { isKnownTag } from "../is-known-tag.js";
import type { Call, EngineCall, Route } from "../route.js";
import { API_OPERATIONS } from "./api-operations.js";
import { type ApiChecker, checkAgainst } from "./check-against.js";
import { API_ROOT, describeApi } from "./describe-api.js";
import type { ApiContext, Given, Operation } from "./operation.js";
import { readQuery } from "./read-query.js";
import { refuseError } from "./refuse-error.js";

/** The routes of the API, and its description. What comes in and what goes out is held against that very description. */
export function apiRoutes(context: ApiContext, operations: readonly Operation[] = API_OPERATIONS): readonly Route[] {
  const description = describeApi(operations);
  const checker = checkAgainst(description);
  const text = JSON.stringify(description);
  return [
    {
      method: "get",
      path: `${API_ROOT}/openapi.json`,
      on: "service",
      permission: "anyone",
      speaksTo: "program",
      handle: () => ({ kind: "content", type: "application/json; charset=utf-8", body: text }),
    },
    ...operations.map((operation) => routeOf(operation, checker, context)),
  ];
}

function routeOf(operation: Operation, checker: ApiChecker, context: ApiContext): Route {
  const { method, path, on, permission, body } = operation;
  const row = { method, path: `${API_ROOT}${path}`, permission, speaksTo: "program" } as const;
  const takes = body === undefined ? {} : ({ takes: "json", maxBodyBytes: MAX_BODY_BYTES } as const);
  const handle = (call: Call): Promise<Answer> => answer(operation, call, checker, context);
  if (on === "service") return { ...row, ...takes, on, handle };
  if (on === "estate") return { ...row, ...takes, on, handle };
  return { ...row, ...takes, on, handle };
}

const MAX_BODY_BYTES = 64 * 1024;

async function answer(operation: Operation, call: Call, checker: ApiChecker, context: ApiContext): Promise<Answer> {
  const asked = readQuery(operation, call.query);
  const misfits = [
    ...("errors" in asked ? asked.errors : checker.parameters(operation, "query", asked.query)),
    ...checker.parameters(operation, "path", call.params),
    ...(operation.body === undefined ? [] : checker.body(operation, call.body)),
  ];
  if (misfits.length > 0 || "errors" in asked) return unfit(misfits);
  try {
    // The route has admitted whoever asks to what the operation is on.
    const given = await operation.handle(call as EngineCall, { query: asked.query, body: call.body }, context);
    return given.kind === "given" ? await sendable(operation, given, call, checker) : given;
  } catch (error) {
    if (error instanceof LockstepError && error.code !== "bug") return refuseError(error);
    throw error;
  }
}

function unfit(errors: Refusal["errors"] = []): Refusal {
  const [first] = errors;
  const where = first === undefined ? "" : `: ${first.in} ${first.at}`;
  return refuse(400, { detail: `The request does not fit the description of the API${where}.`, errors });
}

/** Nothing is made for who has it already. @throws LockstepError `bug` where what was made does not fit its description */
async function sendable(operation: Operation, given: Given<unknown>, call: Call, checker: ApiChecker): Promise<Answer> {
  const { mark, next, location } = given;
  const etag = mark === undefined ? {} : { etag: mark };
  const links = typeof next === "string" ? { Link: `<${nextAddress(operation, call, next)}>; rel="next"` } : {};
  const headers = { ...links, ...(location === undefined ? {} : { Location: location }) };
  if (mark !== undefined && isKnown(call, mark)) return answerJson(null, { ...etag, headers });
  const value = await given.value();
  const misfit = checker.answer(operation, value);
  if (misfit === undefined) return answerJson(value, { status: operation.status ?? 200, ...etag, headers });
  throw new LockstepError("bug", `The answer of ${operation.id} does not fit its description at ${misfit}.`);
}

/** As whoever sends the answer will find, too. */
function isKnown({ headers }: Call, mark: string): boolean {
  return isKnownTag(headers["if-none-match"], mark);
}

function nextAddress({ path }: Operation, { params, query }: Call, next: string): string {
  const filled = path.replace(/:([a-z]+)/gi, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const others = new URLSearchParams([...query].filter(([name]) => name !== "cursor"));
  others.set("cursor", next);
  return `${API_ROOT}${filled}?${others.toString()}`;
}
