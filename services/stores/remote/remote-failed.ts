import { LockstepError } from "#services/core/errors";
import { escapeText } from "#services/core/text/escape-text";

/** The error for a forge that could not be reached, or would not have us. */
export function remoteFailed(stderr: string, authorization: string | undefined): LockstepError {
  const said = forgeWords(stderr, authorization);
  const kind = KINDS.find(({ pattern }) => pattern.test(stderr));
  if (kind === undefined) return new LockstepError("forge-unavailable", `git could not reach the forge: ${said}`);
  return new LockstepError(kind.code, `${kind.message}: ${said}`, { remedy: kind.remedy });
}

/** What git and the forge said, on one line, without what it must not hold, and cut. */
export function forgeWords(text: string, authorization?: string): string {
  const secrets = [authorization, authorization?.replace(/^\S+ /, "")].filter(
    (secret) => secret !== undefined && secret !== "",
  );
  const clean = secrets.reduce<string>((left, secret) => left.replaceAll(secret ?? "", "…"), text.slice(0, MAX_READ));
  const lines = clean.split(/[\r\n]+/).map((line) => line.replace(/^(remote|error|fatal): ?/, "").trim());
  const words = escapeText(lines.filter((line) => line !== "" && !NOISE.test(line)).join("; "));
  return words.length > MAX_SAID ? `${words.slice(0, MAX_SAID)}…` : words || "it gave no reason";
}

const MAX_READ = 64 * 1024;
const MAX_SAID = 300;
const NOISE = /^(To |Done$|hint: |failed to push some refs)/;

const KINDS = [
  {
    pattern:
      /Authentication failed|could not read (Username|Password)|error: 40[13]|Permission denied \(|terminal prompts disabled/i,
    code: "login-refused",
    message: "the forge refused the login of git",
    remedy: "Check the token, its rights to read and write contents, and whether it has expired.",
  },
  {
    pattern: /certificate|SSL|Host key verification failed/i,
    code: "certificate-untrusted",
    message: "the forge's certificate or host key is not trusted",
    remedy: "Give tls.caFile, or knownHostsFile, in the entry forge of estate.yaml.",
  },
  {
    pattern: /unable to update url base from redirection|error: 30\d|fsck error|fsck: /i,
    code: "answer-unexpected",
    message: "the forge answered otherwise than a sound Git repository at its own address does",
    remedy:
      "Check gitUrl: redirects are not followed. Where an object is unsound, find who pushed it with `git fsck` in a clone.",
  },
  {
    pattern: /No space left on device|Disk quota exceeded/i,
    code: "system-refused",
    message: "what the forge holds could not be written",
    remedy: "Make room on the disk of the estate repository.",
  },
] as const;
