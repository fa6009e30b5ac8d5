import { ERROR_KINDS, type ErrorCode, LockstepError } from "#services/core/errors";
import type { Diagnosis } from "#services/ports/connector";
import type { ForgeRequest } from "#services/ports/forge";
import { DEFAULT_LIMITS } from "#services/wire/connector-limits";
import { diagnoseWay } from "#services/wire/diagnose-way";
import { parseNodeAddress } from "#services/wire/node-address";
import { diagnoseGuards } from "./diagnose-guards.js";
import { diagnoseRights } from "./diagnose-rights.js";
import { type Connection, HUB_ID, type HubSettings, openConnection, peerOf } from "./open-connection.js";

/** Which check a failure belongs to; any other belongs to `reading`. */
const CHECK_OF: Readonly<Partial<Record<ErrorCode, string>>> = {
  "node-down": "route",
  "node-unreachable": "route",
  "certificate-untrusted": "certificate",
  "credential-missing": "login",
  "login-refused": "login",
  "rights-narrowed": "rights",
  "rate-limited": "limit",
  "estate-invalid": "address",
};

const SKEW_LIMIT_MS = 60_000;
const SOON_MS = 14 * 86_400_000;

/** Looks for each fault: address, route, certificate, login, clock, rights, guards. Stops where nothing further can be known. */
export async function diagnose(request: ForgeRequest, settings: HubSettings): Promise<readonly Diagnosis[]> {
  const found: Diagnosis[] = [];
  try {
    const peer = peerOf(request);
    const way = { node: peer, now: request.now };
    const limits = { ...DEFAULT_LIMITS, ...settings.limits };
    if (!(await diagnoseWay(way, parseNodeAddress(peer), limits, found))) return found;
    const connection = await openConnection(request, settings);
    try {
      await look(connection, request, found);
    } finally {
      await connection.close();
    }
  } catch (error) {
    found.push(diagnosisOf(error));
  }
  return found;
}

async function look(connection: Connection, request: ForgeRequest, found: Diagnosis[]): Promise<void> {
  const { signedIn, clockSkewMs } = connection;
  found.push(judgeLogin(signedIn.account, connection.tokenEnds, request.now()), judgeClock(clockSkewMs));
  found.push(...(await diagnoseRights(connection)));
  found.push(...(await diagnoseGuards(connection, request.declared.branch ?? "main")));
}

/** A token of a person runs out on a day that nobody remembers. */
function judgeLogin(account: string, tokenEnds: string | undefined, now: Date): Diagnosis {
  const check = "login";
  const message = `GitHub knows us as ${account}`;
  const [, day = "", time = ""] = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}) UTC$/.exec(tokenEnds ?? "") ?? [];
  if (day === "") return { check, state: "ok", message: `${message}.` };
  const isSoon = Date.parse(`${day}T${time}Z`) - now.getTime() < SOON_MS;
  if (!isSoon) return { check, state: "ok", message: `${message}; the token is good until ${day}.` };
  const remedy = "Make a new token in time, or use a GitHub App, whose key does not run out.";
  return { check, state: "warning", message: `${message}; the token runs out on ${day}.`, remedy };
}

/** Opinions and merges are told by its clock, and an app's login holds for ten minutes of it. */
function judgeClock(skewMs: number | undefined): Diagnosis {
  const check = "clock";
  if (skewMs === undefined) {
    return { check, state: "warning", message: "GitHub does not tell its time.", remedy: "Check its clock by hand." };
  }
  const message = `GitHub's clock is ${(Math.abs(skewMs) / 1000).toFixed(1)} s ${skewMs < 0 ? "behind" : "ahead of"} ours.`;
  if (Math.abs(skewMs) <= SKEW_LIMIT_MS) return { check, state: "ok", message };
  return { check, state: "failed", message, remedy: "Set both machines to the same time server (NTP)." };
}

function diagnosisOf(error: unknown): Diagnosis {
  if (!(error instanceof LockstepError)) {
    return {
      check: "reading",
      state: "failed",
      message: `${HUB_ID} could not be looked at.`,
      remedy: ERROR_KINDS.bug.remedy,
    };
  }
  return { check: CHECK_OF[error.code] ?? "reading", state: "failed", message: error.message, remedy: error.remedy };
}
