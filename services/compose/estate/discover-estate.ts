import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import type { EngineNode } from "#schemas/estate";
import { readPassword } from "#services/config";
import { LockstepError } from "#services/core/errors";
import { createMask } from "#services/core/mask";
import { type Discovery, discoverEstate as runDiscovery } from "#services/jobs/compare/discover-estate";
import { productNamed } from "./products.js";

export type { Discovery };

export interface DiscoverOptions {
  readonly product: string;
  /** Addresses, the primary's first. */
  readonly urls: readonly string[];
  readonly username: string;
  /** The variables that hold the passwords, one for all or one for each address; only their names are written anywhere. */
  readonly passwordEnvs: readonly string[];
  /** None, or one for each address in the same order. */
  readonly fingerprints: readonly string[];
  readonly caFile?: string | undefined;
  readonly environment: NodeJS.ProcessEnv;
  /** The folder that relative names start from. */
  readonly cwd: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (step: { nodeId: string; source: string; bytes: number }) => void;
}

/** Reads the engines at some addresses and proposes how to watch them. @throws LockstepError `usage`, `credential-missing`, or of family upstream */
export async function discoverEstate(options: DiscoverOptions): Promise<Discovery> {
  const { product, urls, environment, cwd, signal, onProgress } = options;
  assertUsable(options);
  const { connector, dialect } = productNamed(product);
  const mask = createMask("passing", randomBytes(32));
  const requests = urls.map((url, index) => {
    const node = nodeAt(url, index, options);
    const password = readPassword(node, { environment, folder: cwd });
    return {
      node,
      now: () => new Date(),
      ...(password === undefined ? {} : { password }),
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined
        ? {}
        : { onProgress: (step: { source: string; bytes: number }) => onProgress({ nodeId: node.id, ...step }) }),
    };
  });
  return await runDiscovery(product, requests, { connector, dialect, mask });
}

function assertUsable({ urls, fingerprints, passwordEnvs }: DiscoverOptions): void {
  for (const url of urls) {
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    if (parsed === undefined || !/^https?:$/.test(parsed.protocol))
      throw new LockstepError(
        "usage",
        "--discover takes an https:// address, for example https://tie-a.hospital.test:8443.",
      );
    // Not shown: it is on the command line already, and that is bad enough.
    if (parsed.username !== "" || parsed.password !== "")
      throw new LockstepError("usage", "An address must not hold a password: give --username and --password-env.");
  }
  if (new Set(urls).size !== urls.length) throw new LockstepError("usage", "The same address was given twice.");
  if (fingerprints.length !== 0 && fingerprints.length !== urls.length) {
    throw new LockstepError(
      "usage",
      `Give no --fingerprint, or one for each --discover in the same order: there are ${fingerprints.length} for ${urls.length}.`,
    );
  }
  for (const fingerprint of fingerprints) {
    if (!/^([0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2}$/.test(fingerprint))
      throw new LockstepError(
        "usage",
        "A fingerprint is the SHA-256 of a certificate: 32 pairs of hex digits joined by ':'.",
      );
  }
  if (passwordEnvs.length !== 1 && passwordEnvs.length !== urls.length) {
    throw new LockstepError("usage", "Give one --password-env for all, or one for each --discover in the same order.");
  }
  if (!passwordEnvs.every((name) => /^[A-Z][A-Z0-9_]*$/.test(name))) {
    throw new LockstepError(
      "usage",
      "--password-env takes the name of a variable, such as TIE_PASSWORD; never the password.",
    );
  }
}

/** Before it has a name, a node is called by its address. */
function nodeAt(url: string, index: number, options: DiscoverOptions): EngineNode {
  const { username, passwordEnvs, caFile, cwd } = options;
  const passwordEnv = passwordEnvs[index] ?? passwordEnvs[0];
  const fingerprint = options.fingerprints[index]?.toUpperCase();
  const tls = {
    ...(fingerprint === undefined ? {} : { fingerprint }),
    ...(caFile === undefined ? {} : { caFile: resolve(cwd, caFile) }),
  };
  return {
    id: new URL(url).host,
    role: index === 0 ? "primary" : "standby",
    url,
    username,
    ...(passwordEnv === undefined ? {} : { passwordEnv }),
    ...(Object.keys(tls).length === 0 ? {} : { tls }),
  };
}
