import { type ApiAnswer, type ApiQuestion, list, ok, page, refuse } from "./api-answer.js";
import type { DevOpsState } from "./devops-state.js";
import type { PullData } from "./model.js";
import { tellPull } from "./tell-pull.js";

/** The list of pull requests: open ones alone where nothing else is asked for, newest first. */
export function listPulls(state: DevOpsState, { query }: ApiQuestion): ApiAnswer {
  const status = query.get("searchCriteria.status") ?? "active";
  const minTime = Date.parse(query.get("searchCriteria.minTime") ?? "1970-01-01T00:00:00Z");
  const byClosing = query.get("searchCriteria.queryTimeRangeType") === "closed";
  const isAsked = (pull: PullData): boolean =>
    (status === "all" || pull.status === status) &&
    Date.parse((byClosing ? pull.closedDate : pull.creationDate) ?? pull.creationDate) >= minTime &&
    [null, pull.sourceRefName].includes(query.get("searchCriteria.sourceRefName")) &&
    [null, pull.targetRefName].includes(query.get("searchCriteria.targetRefName"));
  const found = state.pulls.filter(isAsked).toReversed();
  return page(
    found.map((pull) => tellPull(state, pull, true)),
    query,
  );
}

export async function openPull(state: DevOpsState, { body }: ApiQuestion): Promise<ApiAnswer> {
  const { sourceRefName, targetRefName, title, description = "", labels = [] } = body;
  const texts = [sourceRefName, targetRefName, title, description];
  if (!texts.every((value) => typeof value === "string") || !Array.isArray(labels))
    return invalid("a value is missing");
  const [source = "", target = "", named = "", said = ""] = texts.map(String);
  const tooLong = textProblem(named, said);
  if (tooLong !== undefined) return tooLong;
  const heads = await state.git.branches();
  if (![source, target].every((ref) => heads.has(ref.replace("refs/heads/", ""))))
    return invalid("a branch is not there");
  const isSame = (pull: PullData): boolean =>
    pull.sourceRefName === source && pull.targetRefName === target && !pull.isFork;
  if (state.pulls.some((pull) => pull.status === "active" && isSame(pull))) {
    return refuse(
      409,
      "GitPullRequestExistsException",
      "TF401179: An active pull request for the branches already exists.",
    );
  }
  const names = labels.map((label: unknown) => String(Reflect.get(Object(label), "name")));
  const pull = addPull(state, {
    sourceRefName: source,
    targetRefName: target,
    title: named,
    description: said,
    labels: names,
  });
  await state.afterPush();
  return ok(tellPull(state, pull), 201);
}

type NewPull = Pick<PullData, "sourceRefName" | "targetRefName" | "title" | "description" | "labels"> &
  Partial<Pick<PullData, "createdBy" | "isFork">>;

/** Keeps a pull request, without a look at whether the host would take it. */
export function addPull(state: DevOpsState, about: NewPull): PullData {
  const pull: PullData = {
    id: state.id(),
    status: "active",
    createdBy: state.self,
    creationDate: state.stamp(),
    closedDate: undefined,
    closedBy: undefined,
    mergeCommit: undefined,
    isFork: false,
    iterations: [],
    threads: [],
    reviewers: new Map(),
    statuses: [],
    ...about,
  };
  state.pulls.push(pull);
  return pull;
}

export async function editPull(state: DevOpsState, pull: PullData, { body }: ApiQuestion): Promise<ApiAnswer> {
  const { title = pull.title, description = pull.description, status = pull.status } = body;
  const tooLong = textProblem(String(title), String(description));
  if (tooLong !== undefined) return tooLong;
  if (status !== pull.status) {
    if (pull.status === "completed") return refuse(400, "GitPullRequestStaleException", "TF401181: It is completed.");
    const heads = await state.git.branches();
    if (status === "active" && !heads.has(pull.sourceRefName.replace("refs/heads/", "")))
      return refuse(400, "GitPullRequestCannotBeActivated", "TF401398: The source branch no longer exists.");
    pull.status = status === "active" ? "active" : "abandoned";
    [pull.closedDate, pull.closedBy] = status === "active" ? [undefined, undefined] : [state.stamp(), state.self];
    await state.afterPush();
  }
  Object.assign(pull, { title: String(title), description: String(description) });
  return ok(tellPull(state, pull));
}

/** Labels are the same whatever their case. */
export function addLabel(pull: PullData, { body }: ApiQuestion): ApiAnswer {
  const name = String(body["name"]);
  if (!pull.labels.some((label) => label.toLowerCase() === name.toLowerCase())) pull.labels = [...pull.labels, name];
  return ok({ id: name, name, active: true });
}

export function removeLabel(pull: PullData, name: string): ApiAnswer {
  pull.labels = pull.labels.filter((label) => label.toLowerCase() !== name.toLowerCase());
  return ok({});
}

export function tellLabels({ labels }: PullData): ApiAnswer {
  return list(labels.map((name) => ({ id: name, name, active: true })));
}

export function tellIterations({ iterations }: PullData): ApiAnswer {
  return list(
    iterations.map(({ id, createdDate, commit }) => ({ id, createdDate, sourceRefCommit: { commitId: commit } })),
  );
}

function textProblem(title: string, description: string): ApiAnswer | undefined {
  if (title === "" || title.length > 400) return invalid("The title must have 1 to 400 characters");
  return description.length > 4000 ? invalid("A maximum of 4000 characters is allowed") : undefined;
}

export function invalid(message: string): ApiAnswer {
  return refuse(400, "InvalidArgumentValueException", message);
}
