import { LockstepError } from "#services/core/errors";
import type { ForgeRequest } from "#services/ports/forge";
import { type ConnectorLimits, DEFAULT_LIMITS } from "#services/wire/connector-limits";
import { openHttpClient } from "#services/wire/http-client";
import { parseNodeAddress } from "#services/wire/node-address";
import { RepositoryAnswer } from "./answers.js";
import { type FetchWay, fetchThrough } from "./fetch-through.js";
import { createHub, type Hub } from "./hub.js";
import { hubAddress } from "./hub-address.js";
import { type SignedIn, signIn } from "./open-octokit.js";
import { type Pace, paceFor } from "./pace.js";
import { REPOSITORY } from "./requests.js";

/** What every session of this forge shares. */
export interface HubSettings {
  readonly limits: Partial<ConnectorLimits>;
  /** `undefined`: that of this process. */
  readonly pace: Pace | undefined;
}

/** Signed in, with the repository found. */
export interface Connection {
  readonly hub: Hub;
  readonly signedIn: SignedIn;
  readonly repository: RepositoryAnswer;
  /** How far the host's clock is ahead of ours, by its first answer. */
  readonly clockSkewMs: number | undefined;
  /** When the token runs out, as GitHub writes it; `undefined` where it does not say. */
  readonly tokenEnds: string | undefined;
  close(): Promise<void>;
}

export const HUB_ID = "github";
const TIMEOUT_MS = 60_000;

/** The other machine, as the wire is told of it. */
export function peerOf({
  declared,
}: ForgeRequest): { id: string; url: string } & Pick<ForgeRequest["declared"], "tls" | "via"> {
  const { tls, via } = declared;
  return {
    id: HUB_ID,
    url: hubAddress(declared).api,
    ...(tls !== undefined && { tls }),
    ...(via !== undefined && { via }),
  };
}

/** @throws LockstepError `estate-invalid`, `credential-missing`, or of family upstream */
export async function openConnection(request: ForgeRequest, settings: HubSettings): Promise<Connection> {
  if (request.signal?.aborted) throw new LockstepError("aborted", `${HUB_ID} was not asked: the run was stopped.`);
  const limits = { ...DEFAULT_LIMITS, ...settings.limits };
  const peer = peerOf(request);
  const wireAddress = parseNodeAddress(peer);
  const timeoutMs = request.timeoutMs ?? TIMEOUT_MS;
  // Each request has a deadline of its own; the session lasts for as long as it is used.
  const stop = { signal: request.signal, deadline: new AbortController().signal, deadlineMs: timeoutMs };
  const client = openHttpClient(peer, wireAddress, limits, stop);
  let clockSkewMs: number | undefined;
  let tokenEnds: string | undefined;
  const onAnswer: FetchWay["onAnswer"] = (about) => {
    clockSkewMs ??= about.clockSkewMs;
    tokenEnds ??= about.tokenEnds;
  };
  const way = {
    id: HUB_ID,
    client,
    address: wireAddress,
    limits,
    pace: settings.pace ?? paceFor(peer.url),
    request,
    timeoutMs,
    onAnswer,
  };
  const address = hubAddress(request.declared);
  try {
    const signedIn = await signIn(request, address, fetchThrough(way), HUB_ID);
    const hub = createHub(signedIn.octokit, address, HUB_ID);
    const repository = await hub.ask(RepositoryAnswer, REPOSITORY);
    return { hub, signedIn, repository, clockSkewMs, tokenEnds, close: () => client.close() };
  } catch (error) {
    await client.close();
    throw error;
  }
}
