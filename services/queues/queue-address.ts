import { LockstepError } from "#services/core/errors";

/** Where the jobs wait. */
export interface QueueAddress {
  readonly kind: "embedded" | "redis" | "postgres";
  /** With its credentials: for the connection alone. */
  readonly url: string;
  /** Fit for people and logs: no user, no password, no parameters. */
  readonly shown: string;
}

const KINDS: Readonly<Record<string, QueueAddress["kind"]>> = {
  "redis:": "redis",
  "rediss:": "redis",
  "postgres:": "postgres",
  "postgresql:": "postgres",
};

/** Reads the address of the queue; none, or an empty one, is the embedded. @throws LockstepError `queue-address-invalid` */
export function parseQueueAddress(url: string | undefined): QueueAddress {
  if (url === undefined || url.trim() === "") return { kind: "embedded", url: "", shown: "the data folder" };
  const parsed = URL.canParse(url.trim()) ? new URL(url.trim()) : null;
  const kind = parsed === null ? undefined : KINDS[parsed.protocol];
  if (parsed !== null && kind !== undefined && parsed.hostname !== "") {
    return { kind, url: url.trim(), shown: `${parsed.protocol}//${parsed.host}${parsed.pathname}` };
  }
  const scheme = /^[a-z+]{1,20}(?=:\/\/)/i.exec(url.trim())?.[0];
  const what = scheme === undefined ? "no address" : kind === undefined ? `an address of '${scheme}'` : "no host";
  throw new LockstepError("queue-address-invalid", `LOCKSTEP_QUEUE_URL holds ${what}.`);
}
