import { isAbsolute } from "node:path";
import { LockstepError } from "#services/core/errors";
import type { ForgeRemote } from "#services/ports/forge";

/** Where a remote is, in a form that git can be handed. */
export interface RemoteTarget {
  readonly url: string;
  readonly scheme: "http" | "https" | "ssh" | "file";
  /** Of http and https: scheme, host and port. */
  readonly origin: string | undefined;
  /** False where an ssh address names no account. */
  readonly namesUser: boolean;
}

/**
 * Checks the address of a remote: no option, no other protocol, no credentials in it.
 *
 * @throws LockstepError `estate-invalid`, without the address itself: it may hold a password
 */
export function checkRemote({ url }: Pick<ForgeRemote, "url">): RemoteTarget {
  if (isAbsolute(url) && !/[\n\0]/.test(url)) return { url, scheme: "file", origin: undefined, namesUser: false };
  const parsed = URL.canParse(url) && !/[\s\p{Cc}]/u.test(url) ? new URL(url) : undefined;
  const scheme = SCHEMES.find((known) => parsed?.protocol === `${known}:`);
  if (parsed === undefined || scheme === undefined) throw invalid("is neither https://, ssh:// nor an absolute path");
  if (parsed.password !== "") throw invalid("holds a password: give it by passwordEnv or passwordFile");
  if (scheme === "ssh") {
    const fits =
      /^[\w.-]*$/.test(parsed.username) && /^[\w.-]+$/.test(parsed.hostname) && !parsed.hostname.startsWith("-");
    if (!fits) throw invalid("names a host or account in letters that ssh is not given");
    return { url, scheme, origin: undefined, namesUser: parsed.username !== "" };
  }
  if (parsed.username !== "") throw invalid("holds an account: give it by username");
  return { url, scheme, origin: parsed.origin, namesUser: false };
}

const SCHEMES = ["https", "http", "ssh"] as const;

function invalid(problem: string): LockstepError {
  return new LockstepError("estate-invalid", `the forge's git address ${problem}`);
}
