import { SignedUpload } from "#schemas/collection-upload";
import type { JobRequest } from "#schemas/job-request";
import { mayDo } from "#services/core/access/may-do";
import { parseUpload } from "#services/core/collection/parse-upload";
import { LockstepError } from "#services/core/errors";
import { formOf } from "#services/core/form-of";
import { digestOf } from "#services/core/text/digest";
import type { JobQueue } from "#services/ports/job-queue";
import type { Logger } from "#services/ports/logger";
import { type Answer, answerJson, refuse } from "../answer.js";
import { refuseRole } from "../refuse-role.js";
import type { EstateCall, Route } from "../route.js";
import { readBatch } from "./read-batch.js";
import { refusalFor } from "./refusal-for.js";

export interface CollectorRoutesContext {
  readonly queue: Pick<JobQueue, "add">;
  readonly logger: Logger;
  /** Whether jobs name their estate, since the service has several. */
  readonly areSeveral: boolean;
}

const MIB = 1024 * 1024;
/** An upload names what was seen, and its events: the artefacts come as parts. */
const UPLOAD_BYTES = 40 * MIB;
/** A batch as it is packed; a single artefact may be larger than batches are meant to be. */
const PARTS_BYTES = 64 * MIB;

/**
 * What collectors ask: their plan, parts handed in, and the signed upload that makes them count. The token says who may knock; what counts is the
 * signature, held against `estate.yaml`.
 */
export function collectorRoutes(context: CollectorRoutesContext): readonly Route[] {
  const shared = { on: "estate", permission: "collect", speaksTo: "program" } as const;
  const base = "/api/v1/estates/:estate/collectors/:collector";
  return [
    { ...shared, method: "get", path: `${base}/plan`, handle: (call: EstateCall) => told(() => givePlan(call)) },
    {
      ...shared,
      ...{ method: "post", path: `${base}/parts`, takes: "bytes", maxBodyBytes: PARTS_BYTES },
      handle: (call: EstateCall) => told(() => takeParts(call)),
    },
    {
      ...shared,
      ...{ method: "post", path: `${base}/uploads`, takes: "json", maxBodyBytes: UPLOAD_BYTES },
      handle: (call: EstateCall) => told(() => takeUpload(call, context)),
    },
  ];
}

async function told(answer: () => Promise<Answer>): Promise<Answer> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    return refusalFor(error);
  }
}

async function givePlan(call: EstateCall): Promise<Answer> {
  const { app, id } = call.estate;
  const isSeen = (engine: string): boolean => mayDo(call.principal, "collect", { estate: id, engine });
  return answerJson(await app.collecting.plan(call.params["collector"] ?? "", isSeen));
}

async function takeParts({ body, estate }: EstateCall): Promise<Answer> {
  await estate.app.collecting.shelve(await readBatch(body));
  return answerJson({ state: "kept" });
}

const isSigned = formOf<SignedUpload>(SignedUpload);

async function takeUpload(call: EstateCall, { queue, logger, areSeveral }: CollectorRoutesContext): Promise<Answer> {
  const { body, estate, principal } = call;
  if (!isSigned(body)) return refuse(400, { detail: "The body is a document and its signature." });
  const { engineId } = parseUpload(body.document);
  const subject = { estate: estate.id, engine: engineId };
  if (!mayDo(principal, "collect", subject)) return refuseRole(principal, "collect", subject);
  const collectorId = call.params["collector"] ?? "";
  const answer = await estate.app.collecting.accept(collectorId, body);
  if (answer.state === "wanted") return answerJson(answer);
  const because = `the collector ${collectorId} handed in a look`;
  const check: JobRequest = { job: "check", engineIds: [engineId], because };
  const request = areSeveral ? { ...check, estate: estate.id } : check;
  const key = `collected-${estate.id}-${digestOf(body.document).slice("sha256:".length, 39)}`;
  // What is kept is kept: where the queue takes nothing now, the next check judges it.
  await queue
    .add(request, { key })
    .catch((error: unknown) => logger.warn("no check was asked for", { engineId, error }));
  return answerJson(answer);
}
