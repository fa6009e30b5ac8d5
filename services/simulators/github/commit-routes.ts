import { type Hub, HubRefusal } from "./hub.js";
import type { CheckRecord, StatusRecord } from "./records.js";
import { type HubAnswer, type HubCall, numberAt, type Route, textOf } from "./route.js";
import { tellUser } from "./tell-user.js";

const REPO = "/repos/{owner}/{repo}";
const STATUSES_MAX = 1000;
const DESCRIPTION_MAX = 140;

/** What is told of commits over REST: statuses and check runs. */
export const COMMIT_ROUTES: readonly Route[] = [
  { operation: `POST ${REPO}/statuses/{sha}`, needs: ["statuses", "write"], answer: setStatus },
  {
    operation: `GET ${REPO}/commits/{sha}/statuses`,
    needs: ["statuses", "read"],
    answer: ({ hub, path }) => ({
      rows: hub.statuses
        .filter(({ sha }) => sha === path["sha"])
        .toReversed()
        .map((status) => tellStatus(hub, status)),
    }),
  },
  { operation: `POST ${REPO}/check-runs`, needs: ["checks", "write"], answer: createCheck },
  {
    operation: `PATCH ${REPO}/check-runs/{check_run_id}`,
    needs: ["checks", "write"],
    answer({ hub, identity, path, body }) {
      assertApp(identity.kind);
      const check = hub.checks.find(({ id }) => id === numberAt(path, "check_run_id"));
      if (check === undefined) throw new HubRefusal(404, "Not Found");
      Object.assign(check, readCheck(body, check));
      return { body: tellCheck(hub, check) };
    },
  },
  {
    operation: `GET ${REPO}/commits/{ref}/check-runs`,
    needs: ["checks", "read"],
    answer({ hub, path, query }) {
      const [name, app] = [query.get("check_name"), query.get("app_id")];
      const found = hub.checks.filter(
        (check) =>
          check.sha === path["ref"] &&
          (name === null || check.name === name) &&
          (app === null || Number(app) === hub.model.app?.id),
      );
      return {
        rows: found.toReversed().map((check) => tellCheck(hub, check)),
        wrap: (check_runs) => ({ total_count: found.length, check_runs }),
      };
    },
  },
];

async function setStatus({ hub, identity, path, body }: HubCall): Promise<HubAnswer> {
  const sha = path["sha"] ?? "";
  const context = textOf(body["context"]) || "default";
  if (!(await hub.git.isCommit(sha))) throw new HubRefusal(422, `No commit found for SHA: ${sha}`);
  const described = body["description"] ?? "";
  if (typeof described !== "string" || described.length > DESCRIPTION_MAX) {
    throw new HubRefusal(422, "Validation Failed", [
      {
        resource: "Status",
        code: "custom",
        field: "description",
        message: "description is too long (maximum is 140 characters)",
      },
    ]);
  }
  if (hub.statuses.filter((each) => each.sha === sha && each.context === context).length >= STATUSES_MAX) {
    throw new HubRefusal(422, "This SHA and context has reached the maximum number of statuses.");
  }
  const status: StatusRecord = {
    id: hub.nextId(),
    sha,
    login: identity.login,
    state: textOf(body["state"]),
    context,
    description: textOf(body["description"]) || null,
    target: textOf(body["target_url"]) || null,
    at: hub.stamp(),
  };
  hub.statuses.push(status);
  return { status: 201, body: tellStatus(hub, status) };
}

function tellStatus(
  hub: Hub,
  { id, sha, login, state, context, description, target, at }: StatusRecord,
): Readonly<Record<string, unknown>> {
  const url = `https://github.hospital.test/api/v3/repos/${hub.model.repository}/statuses/${sha}`;
  return {
    id,
    node_id: `SC_${id}`,
    url,
    state,
    context,
    description,
    target_url: target,
    created_at: at,
    updated_at: at,
    creator: tellUser(hub, login),
  };
}

async function createCheck({ hub, identity, body }: HubCall): Promise<HubAnswer> {
  assertApp(identity.kind);
  const sha = textOf(body["head_sha"]);
  if (!(await hub.git.isCommit(sha))) throw new HubRefusal(422, `No commit found for SHA: ${sha}`);
  const check: CheckRecord = { id: hub.nextId(), sha, at: hub.stamp(), ...readCheck(body, undefined) };
  hub.checks.push(check);
  return { status: 201, body: tellCheck(hub, check) };
}

/** A token of a person may not write check runs, whatever it was granted. */
function assertApp(kind: string): void {
  if (kind !== "installation") throw new HubRefusal(403, "You must authenticate via a GitHub App.");
}

function readCheck(
  body: Readonly<Record<string, unknown>>,
  before: CheckRecord | undefined,
): Pick<CheckRecord, "name" | "status" | "conclusion" | "title" | "summary"> {
  const output: Readonly<Record<string, unknown>> = Object(body["output"]);
  const conclusion = textOf(body["conclusion"]) || (before?.conclusion ?? null);
  return {
    name: textOf(body["name"]) || (before?.name ?? ""),
    status: conclusion === null ? textOf(body["status"]) || "queued" : "completed",
    conclusion,
    title: textOf(output["title"]) || (before?.title ?? null),
    summary: textOf(output["summary"]) || (before?.summary ?? null),
  };
}

function tellCheck(
  hub: Hub,
  { id, sha, name, status, conclusion, title, summary, at }: CheckRecord,
): Readonly<Record<string, unknown>> {
  const { app } = hub.model;
  return {
    id,
    node_id: `CR_${id}`,
    head_sha: sha,
    name,
    url: `https://github.hospital.test/api/v3/repos/${hub.model.repository}/check-runs/${id}`,
    status,
    conclusion,
    started_at: at,
    completed_at: at,
    output: {
      title,
      summary,
      text: null,
      annotations_count: 0,
      annotations_url: "https://github.hospital.test/annotations",
    },
    app: app === undefined ? null : { id: app.id, slug: app.slug, node_id: "A_1", name: app.slug, description: null },
    pull_requests: [],
  };
}
