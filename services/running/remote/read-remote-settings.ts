import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { LockstepError } from "#services/core/errors";
import type { RemoteAddress } from "#services/remote/open-remote-service";

/** A service elsewhere, and which of its estates is meant. */
export interface RemoteSettings extends RemoteAddress {
  /** `undefined`: the only one that may be seen. */
  readonly estate: string | undefined;
}

interface From {
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  /** As typed: the service's address, or that of one of its estates (`…/estates/<name>`). */
  readonly server: string;
  readonly tokenFile?: string | undefined;
}

/** Reads where a service is and what is shown to it. The token is never an argument: those stand in lists of processes. @throws LockstepError `usage`, `credential-missing` */
export function readRemoteSettings({ cwd, environment, server, tokenFile }: From): RemoteSettings {
  const [, base = "", estate] = /^(.*?)(?:\/estates\/([a-z0-9][a-z0-9-]{0,62}))?\/*$/.exec(server) ?? [];
  const caFile = environment["LOCKSTEP_SERVER_CA_FILE"];
  const fingerprint = environment["LOCKSTEP_SERVER_FINGERPRINT"];
  const proxy = environment["LOCKSTEP_SERVER_PROXY"];
  const tls = {
    ...(isSet(caFile) ? { caFile: resolve(cwd, caFile) } : {}),
    ...(isSet(fingerprint) ? { fingerprint } : {}),
  };
  return {
    url: base,
    estate,
    token: readToken(cwd, environment, tokenFile),
    ...(Object.keys(tls).length === 0 ? {} : { tls }),
    ...(isSet(proxy) ? { via: { proxy } } : {}),
  };
}

function isSet(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}

function readToken(cwd: string, environment: NodeJS.ProcessEnv, tokenFile: string | undefined): string {
  const token = tokenFile === undefined ? environment["LOCKSTEP_TOKEN"] : readTokenFile(resolve(cwd, tokenFile));
  if (token !== undefined && /^[\x21-\x7e]{1,4096}$/.test(token)) return token;
  throw new LockstepError("credential-missing", "There is no token to show to the service.", {
    remedy:
      "Set LOCKSTEP_TOKEN, or name a file with --token-file; 'lockstep token create' makes one where the service runs.",
  });
}

function readTokenFile(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (cause) {
    throw new LockstepError("credential-missing", `The token cannot be read from ${path}.`, { cause });
  }
}
