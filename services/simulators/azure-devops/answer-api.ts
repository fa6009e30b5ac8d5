import { type ApiAnswer, type ApiQuestion, ok, refuse } from "./api-answer.js";
import type { DevOpsState } from "./devops-state.js";
import * as project from "./project-routes.js";
import * as pulls from "./pull-routes.js";
import * as reviews from "./review-routes.js";
import { tellPull } from "./tell-pull.js";

type Answering = (state: DevOpsState, question: ApiQuestion) => ApiAnswer | Promise<ApiAnswer>;
type OnPull = (
  state: DevOpsState,
  pull: NonNullable<ReturnType<DevOpsState["pull"]>>,
  question: ApiQuestion,
) => ReturnType<Answering>;

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly answer: Answering;
  /** `always`: a part of the API that never left preview; `early`: one that did with version 7. */
  readonly preview: "always" | "early" | undefined;
}

const ROUTES: readonly Route[] = [
  route("GET /_apis/connectionData", project.tellConnection, "always"),
  route("GET /_apis/identities", project.findIdentities),
  route("GET /_apis/permissions/*/*", project.tellRights),
  route("GET /_apis/projects/*/teams/*", project.tellTeam),
  route("GET /_apis/projects/*/teams/*/members", project.tellMembers),
  route("GET /*/_apis/policy/configurations", project.tellPolicies),
  route("POST /*/_apis/policy/configurations", project.putPolicy),
  route("PUT /*/_apis/policy/configurations/*", project.putPolicy),
  route("GET /*/_apis/git/repositories/*", project.tellRepository),
  route("POST /*/_apis/git/repositories/*/commits/*/statuses", postCommitStatus),
  route("GET /*/_apis/git/repositories/*/pullrequests", pulls.listPulls),
  route("POST /*/_apis/git/repositories/*/pullrequests", pulls.openPull),
  onPull("GET /", (state, pull) => ok(tellPull(state, pull))),
  onPull("PATCH /", pulls.editPull),
  onPull("GET /iterations", (_state, pull) => pulls.tellIterations(pull)),
  onPull("GET /labels", (_state, pull) => pulls.tellLabels(pull), "early"),
  onPull("POST /labels", (_state, pull, question) => pulls.addLabel(pull, question), "early"),
  onPull("DELETE /labels/*", (_state, pull, { parts }) => pulls.removeLabel(pull, parts.at(-1) ?? ""), "early"),
  onPull("PUT /reviewers/*", reviews.putReviewer),
  onPull("POST /statuses", (_state, pull, question) => reviews.postStatus(pull.statuses, question), "early"),
  onPull("GET /threads", (_state, pull) => reviews.tellThreads(pull)),
  onPull("POST /threads", reviews.postThread),
];

/** Answers one request of the API, below its collection. */
export async function answerApi(
  state: DevOpsState,
  method: string,
  path: string,
  question: Omit<ApiQuestion, "parts">,
): Promise<ApiAnswer> {
  const found = ROUTES.find((each) => each.method === method && each.pattern.test(path));
  if (found === undefined) return refuse(404, "VssResourceNotFoundException", "VS800075: no such resource");
  const wrong = versionProblem(state, found, question.query.get("api-version"), method);
  if (wrong !== undefined) return wrong;
  if (method !== "GET" && state.faults.readOnly)
    return refuse(403, "GitNeedsPermissionException", "TF401027: You need the right.");
  if (path.includes("/_apis/git/repositories/") && state.faults.hidden?.includes("repository")) {
    return refuse(404, "GitRepositoryNotFoundException", "TF401019: The Git repository does not exist.");
  }
  const parts = (found.pattern.exec(path) ?? []).slice(1).map(decodeURIComponent);
  return found.answer(state, { ...question, parts });
}

function versionProblem(
  { model }: DevOpsState,
  { preview }: Route,
  asked: string | null,
  method: string,
): ApiAnswer | undefined {
  const [, version = "", flag] = /^(\d+\.\d+)(-preview(?:\.\d+)?)?$/.exec(asked ?? "") ?? [];
  const newest = Number(model.version ?? "7.1");
  if (version === "") {
    return method === "GET"
      ? undefined
      : refuse(400, "VssVersionNotSpecifiedException", "No api-version was supplied.");
  }
  if (Number(version) > newest) {
    return refuse(
      400,
      "VssVersionOutOfRangeException",
      `The requested REST API version of ${version} is out of range.`,
    );
  }
  if (flag !== undefined || preview === undefined || (preview === "early" && newest >= 7)) return undefined;
  return refuse(400, "VssInvalidPreviewVersionException", "The -preview flag must be supplied in the api-version.");
}

function postCommitStatus(state: DevOpsState, question: ApiQuestion): ApiAnswer {
  const commit = question.parts[2] ?? "";
  const kept = state.statuses.get(commit) ?? [];
  state.statuses.set(commit, kept);
  return reviews.postStatus(kept, question);
}

function route(request: string, answer: Answering, preview?: Route["preview"]): Route {
  const [method = "", path = ""] = request.split(" ");
  const pattern = new RegExp(`^${path.replaceAll("*", "([^/]+)")}$`, "i");
  return { method, pattern, answer, preview };
}

function onPull(request: string, answer: OnPull, preview?: Route["preview"]): Route {
  const [method = "", below = ""] = request.split(" ");
  const path = `/*/_apis/git/repositories/*/pullrequests/*${below === "/" ? "" : below}`;
  const find: Answering = (state, question) => {
    const pull = state.pull(Number(question.parts[2]));
    if (pull !== undefined) return answer(state, pull, question);
    return refuse(404, "GitPullRequestNotFoundException", "TF401180: The requested pull request was not found.");
  };
  return route(`${method} ${path}`, find, preview);
}
