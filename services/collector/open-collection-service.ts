import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { CollectionPlan } from "#schemas/collection-plan";
import { UploadAnswer } from "#schemas/collection-upload";
import { joinParts } from "#services/core/collection/part-batch";
import { LockstepError } from "#services/core/errors";
import { type FormCheck, formOf } from "#services/core/form-of";
import type { CollectionService } from "#services/ports/collection-service";
import { DEFAULT_LIMITS } from "#services/wire/connector-limits";
import { type HttpAnswer, type HttpRequest, openHttpClient } from "#services/wire/http-client";
import { parseNodeAddress } from "#services/wire/node-address";
import { parseJsonAnswer } from "#services/wire/parse-json-answer";
import type { Peer } from "#services/wire/peer";
import { readRefusal } from "#services/wire/read-refusal";

/** Where the service is, and who asks. */
export interface ServiceAddress extends Pick<Peer, "url" | "tls" | "via"> {
  readonly estate: string;
  readonly collector: string;
  readonly token: string;
}

export interface ServiceOptions {
  readonly now: () => Date;
  readonly signal?: AbortSignal;
  /** Milliseconds for all that is asked over one opening. Default 30 minutes. */
  readonly deadlineMs?: number;
}

/** Opens the way to the service, by the same wire as to every engine: proxy, jump host, private authority, pinned certificate. */
export function openCollectionService(address: ServiceAddress, options: ServiceOptions): CollectionService {
  const { now, signal, deadlineMs = 1_800_000 } = options;
  const peer: Peer = { id: SERVICE, ...waysOf(address) };
  const stop = { signal, deadline: AbortSignal.timeout(deadlineMs), deadlineMs };
  const client = openHttpClient(peer, parseNodeAddress(peer), DEFAULT_LIMITS, stop);
  const base = `/api/v1/estates/${address.estate}/collectors/${address.collector}`;
  const authorization = `Bearer ${address.token}`;

  async function ask(request: HttpRequest): Promise<HttpAnswer> {
    const path = `${base}${request.path}`;
    const headers = { ...request.headers, authorization };
    const answer = await client.send({ ...request, path, headers }).catch(asWayToService);
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw await readRefusal(answer, SERVICE);
  }

  return {
    async plan() {
      const before = now().getTime();
      const answer = await ask({ method: "GET", path: "/plan" });
      const plan = await parseAs(isPlan, answer, "/plan");
      // Half of the time that the question took is the best guess of when it was answered.
      const here = (before + now().getTime()) / 2;
      if (plan.estate === address.estate && plan.collector === address.collector) {
        return { plan, skewMs: Math.round(here - Date.parse(plan.at)) };
      }
      throw new LockstepError("answer-unexpected", "The service gave the plan of another collector.");
    },
    async handIn(signed) {
      const headers = { "content-type": "application/json" };
      const answer = await ask({ method: "POST", path: "/uploads", headers, body: JSON.stringify(signed) });
      return await parseAs(isUploadAnswer, answer, "/uploads");
    },
    async sendParts(parts) {
      const body = await promisify(gzip)(joinParts(parts));
      const headers = { "content-type": "application/octet-stream" };
      await (await ask({ method: "POST", path: "/parts", headers, body })).discard();
    },
    close: () => client.close(),
  };
}

const SERVICE = "the service";

function waysOf({ url, tls, via }: ServiceAddress): Omit<Peer, "id"> {
  return {
    ...(url === undefined ? {} : { url }),
    ...(tls === undefined ? {} : { tls }),
    ...(via === undefined ? {} : { via }),
  };
}

const isPlan = formOf<CollectionPlan>(CollectionPlan);
const isUploadAnswer = formOf<UploadAnswer>(UploadAnswer);

async function parseAs<T>(isOfForm: FormCheck<T>, answer: HttpAnswer, path: string): Promise<T> {
  const value = await parseJsonAnswer(answer, { id: SERVICE, path, limits: DEFAULT_LIMITS });
  if (isOfForm(value)) return value;
  throw new LockstepError("answer-unexpected", "The service answered in a form that this version does not know.");
}

/** The registry's remedies speak of engines. */
function asWayToService(error: unknown): never {
  if (!(error instanceof LockstepError) || error.ownRemedy !== undefined || error.code === "aborted") throw error;
  const { code, message, details } = error;
  throw new LockstepError(code, message, { details, cause: error, remedy: WAY });
}

const WAY =
  "See that the service runs, and that collector.yaml names its address and the way to it (proxy, jump host, certificate).";
