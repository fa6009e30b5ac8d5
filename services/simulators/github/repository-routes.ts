import { rulesetsOf } from "./branch-rules.js";
import { putRuleset, showBranch, showProtection, showRuleset } from "./guards.js";
import { type Hub, HubRefusal } from "./hub.js";
import type { Identity } from "./hub-model.js";
import { ownersErrors, readOwnersFile } from "./owners-file.js";
import { numberAt, type Route } from "./route.js";
import { tellUser } from "./tell-user.js";

const REPO = "/repos/{owner}/{repo}";
const RULESETS = `${REPO}/rulesets`;

/** The repository, its guards, its owners file and its hooks over REST. */
export const REPOSITORY_ROUTES: readonly Route[] = [
  {
    operation: `GET ${REPO}`,
    needs: ["metadata", "read"],
    answer: ({ hub, identity }) => ({ body: tellRepository(hub, identity) }),
  },
  { operation: `GET ${REPO}/branches/{branch}`, needs: ["contents", "read"], answer: showBranch },
  { operation: `GET ${REPO}/branches/{branch}/protection`, needs: ["administration", "read"], answer: showProtection },
  {
    operation: `GET ${REPO}/rules/branches/{branch}`,
    needs: ["metadata", "read"],
    answer: ({ hub, path }) => ({
      rows: rulesetsOf(hub, path["branch"] ?? "").flatMap(({ id, rules }) =>
        rules.map((rule) => ({
          ...rule,
          ruleset_source_type: "Repository",
          ruleset_source: hub.model.repository,
          ruleset_id: id,
        })),
      ),
    }),
  },
  {
    operation: `GET ${RULESETS}`,
    needs: ["metadata", "read"],
    answer: ({ hub }) => ({
      rows: [...hub.rulesets.values()].map(({ id, name, target, enforcement }) => ({
        id,
        name,
        target,
        enforcement,
        source_type: "Repository",
        source: hub.model.repository,
      })),
    }),
  },
  {
    operation: `POST ${RULESETS}`,
    needs: ["administration", "write"],
    answer: ({ hub, identity, body }) => ({ status: 201, body: putRuleset(hub, identity.login, hub.nextId(), body) }),
  },
  { operation: `GET ${RULESETS}/{ruleset_id}`, needs: ["metadata", "read"], answer: showRuleset },
  {
    operation: `PUT ${RULESETS}/{ruleset_id}`,
    needs: ["administration", "write"],
    answer({ hub, identity, path, body }) {
      const id = numberAt(path, "ruleset_id");
      if (!hub.rulesets.has(id)) throw new HubRefusal(404, "Not Found");
      return { body: putRuleset(hub, identity.login, id, body) };
    },
  },
  {
    operation: `GET ${REPO}/codeowners/errors`,
    needs: ["contents", "read"],
    async answer({ hub }) {
      const file = await readOwnersFile(hub, "main");
      if (file === undefined) throw new HubRefusal(404, "Not Found");
      return { body: { errors: ownersErrors(hub, file) } };
    },
  },
  {
    operation: "GET /orgs/{org}/teams/{team_slug}/members",
    needs: ["members", "read"],
    answer({ hub, path }) {
      const team = hub.teams.get(`${path["org"]}/${path["team_slug"]}`);
      if (team === undefined) throw new HubRefusal(404, "Not Found");
      return { rows: team.members.map((login) => tellUser(hub, login)) };
    },
  },
  {
    operation: `GET ${REPO}/hooks/{hook_id}/deliveries`,
    needs: ["administration", "read"],
    answer: ({ webhooks }) => ({
      rows: webhooks.deliveries.toReversed().map(({ id, guid, event, redelivery, status, at }) => ({
        id,
        guid,
        delivered_at: at,
        redelivery,
        status_code: status,
        status: status === 202 ? "OK" : "failed",
        event,
      })),
    }),
  },
  {
    operation: `POST ${REPO}/hooks/{hook_id}/deliveries/{delivery_id}/attempts`,
    needs: ["administration", "write"],
    async answer({ webhooks, path }) {
      const first = webhooks.deliveries.find(({ id }) => id === numberAt(path, "delivery_id"));
      if (first === undefined) throw new HubRefusal(404, "Not Found");
      await webhooks.redeliver(first.guid);
      return { status: 202, body: {} };
    },
  },
];

function tellRepository(hub: Hub, { login, permissions }: Identity): Readonly<Record<string, unknown>> {
  const { repository, hasIssues = true } = hub.model;
  const [owner = "", name] = repository.split("/");
  const role = hub.roleOf(login);
  const html_url = `https://github.hospital.test/${repository}`;
  return {
    id: 4711,
    node_id: "R_4711",
    name,
    full_name: repository,
    html_url,
    clone_url: `${html_url}.git`,
    private: true,
    archived: false,
    disabled: false,
    default_branch: "main",
    has_issues: hasIssues,
    owner: tellUser(hub, owner),
    permissions: {
      admin: role === "admin",
      maintain: role === "admin",
      push: role !== "read" && Object.values(permissions).includes("write"),
      triage: role !== "read",
      pull: true,
    },
  };
}
