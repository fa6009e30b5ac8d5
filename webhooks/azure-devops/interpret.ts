import { Type } from "typebox";
import type { JobRequest } from "#schemas/job-request";
import { isBranchOfEstate } from "../is-branch-of-estate.js";
import { parseFields } from "../parse-fields.js";
import type { Interpretation } from "../sender.js";

const Name = Type.String({ maxLength: 200 });

const parseEvent = parseFields(
  Type.Object({
    eventType: Name,
    resource: Type.Object({ repository: Type.Object({ name: Name, project: Type.Object({ name: Name }) }) }),
  }),
);
const parseReview = parseFields(
  Type.Object({
    resource: Type.Object({ pullRequestId: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) }),
  }),
);
const parsePush = parseFields(
  Type.Object({
    resource: Type.Object({
      refUpdates: Type.Array(Type.Object({ name: Type.String({ maxLength: 300 }) }), { maxItems: 1000 }),
    }),
  }),
);

const DECIDING: ReadonlySet<string> = new Set([
  "git.pullrequest.created",
  "git.pullrequest.updated",
  "git.pullrequest.merged",
]);

/** What a service hook asks for: the review that moved, or all of them where a branch of the estate did. */
export function interpretAzureDevops(payload: unknown, { forge, declared }: Interpretation): readonly JobRequest[] {
  const event = parseEvent(payload);
  if (event === undefined || forge?.system !== "azure-devops") return [];
  const { name, project } = event.resource.repository;
  if (!isOurs(`${project.name}/${name}`, forge.repository)) return [];
  const because = `the webhook '${declared.id}' told of ${event.eventType}`;
  if (event.eventType === "git.push") {
    const updates = parsePush(payload)?.resource.refUpdates ?? [];
    if (!updates.some((update) => isBranchOfEstate(update.name, forge))) return [];
    return [{ job: "settle-reviews", number: null, because }];
  }
  const number = parseReview(payload)?.resource.pullRequestId;
  if (number === undefined || !DECIDING.has(event.eventType)) return [];
  return [{ job: "settle-reviews", number, because }];
}

/** The organisation is not held against anything: a service hook is made inside one project, with a secret of its own. */
function isOurs(named: string, repository = ""): boolean {
  return repository.toLowerCase().split("/").slice(-2).join("/") === named.toLowerCase();
}
