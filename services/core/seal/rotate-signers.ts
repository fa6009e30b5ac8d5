/** A public key as it stands in an allowed-signers file: `ssh-ed25519 AAAA…`. */
export type PublicKeyText = string;

/** Puts a line at the end of an allowed-signers file, where its key does not stand there already. */
export function addSigner(text: string, line: string): string {
  const key = keyIn(line);
  if (key === undefined || text.split("\n").some((each) => keyIn(each) === key)) return text;
  return `${text === "" || text.endsWith("\n") ? text : `${text}\n`}${line.trimEnd()}\n`;
}

/**
 * Lets a key count no longer than until an instant, in every line that sets it no end. What it signed before stays valid.
 * There is no beginning for the new key: a purge makes old commits again, under the dates they had.
 */
export function endSigner(text: string, key: PublicKeyText, until: Date): string {
  return text
    .split("\n")
    .map((line) => (keyIn(line) === keyIn(`x ${key}`) ? endLine(line, until) : line))
    .join("\n");
}

/** Whether a key stands in a line that sets it no end. */
export function isSignerOpen(text: string, key: PublicKeyText): boolean {
  return text.split("\n").some((line) => keyIn(line) === keyIn(`x ${key}`) && !HAS_END.test(line));
}

/** Principals, options, and the key itself (`man ssh-keygen`, ALLOWED SIGNERS). */
const LINE =
  /^\s*(?<names>"[^"]+"|[^\s"#]+)\s+(?:(?<options>(?!ssh-)(?:[^\s"]|"[^"]*")+)\s+)?(?<key>ssh-[a-z0-9@.-]+\s+[A-Za-z0-9+/=]+)/;
const HAS_END = /valid-before=/i;

function keyIn(line: string): string | undefined {
  return LINE.exec(line)?.groups?.["key"]?.replace(/\s+/g, " ");
}

function endLine(line: string, until: Date): string {
  const { names, options, key } = LINE.exec(line)?.groups ?? {};
  if (names === undefined || key === undefined || HAS_END.test(line)) return line;
  const end = `valid-before="${timeOf(until)}"`;
  return `${names} ${options === undefined ? end : `${options},${end}`} ${key}`;
}

/** `YYYYMMDDHHMMSS`, in UTC: without the Z, which older OpenSSH does not know. */
function timeOf(at: Date): string {
  return at.toISOString().slice(0, 19).replaceAll(/[-T:]/g, "");
}
