import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A signature made for trial, or why there is none, as an end of a sentence. */
export type TrialSignature = { readonly signature: string } | { readonly fault: string };

const PROBE = "Lockstep tries its signing key\n";

/** Signs a line with an SSH private key as git would, without a terminal to ask for a passphrase. Nothing is stored. */
export async function trySigning(signingKeyFile: string): Promise<TrialSignature> {
  // `-y` reads the private part itself: `sign` alone would ask for a passphrase wherever it found somebody to ask.
  const opened = await runSshKeygen(["-y", "-P", "", "-f", signingKeyFile]);
  if (opened.code !== 0) return { fault: faultOf(opened.said) };
  const signed = await runSshKeygen(["-q", "-Y", "sign", "-n", "git", "-f", signingKeyFile], PROBE);
  return signed.code === 0 ? { signature: signed.stdout } : { fault: faultOf(signed.said) };
}

/** Whether a trial signature counts among these signers: a principal has it, in force, for git. */
export async function isAllowedSignature(signature: string, allowedSignersFile: string): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), "lockstep-signature-"));
  try {
    const file = join(folder, "probe.sig");
    await writeFile(file, signature);
    const about = ["-s", file, "-f", allowedSignersFile];
    const found = await runSshKeygen(["-Y", "find-principals", ...about]);
    const [principal = ""] = found.stdout.split("\n");
    if (found.code !== 0 || principal === "") return false;
    return (await runSshKeygen(["-Y", "verify", "-n", "git", "-I", principal, ...about], PROBE)).code === 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function faultOf(said: string): string {
  if (/passphrase/i.test(said)) return "it has a passphrase, and nobody is there to type it";
  if (/doesn't match/i.test(said)) return "the public key beside it, in a file that ends in .pub, is another key's";
  if (/no such file/i.test(said)) return "it is not there";
  if (/too open|bad permissions/i.test(said)) return "others can read it, and ssh-keygen refuses such a key";
  if (/permission denied/i.test(said)) return "this account may not read it";
  if (/ENOENT/.test(said)) return "ssh-keygen is not installed, or not on PATH";
  return "it is not an SSH private key";
}

interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly said: string;
}

function runSshKeygen(args: readonly string[], input = ""): Promise<Answer> {
  const environment = { ...process.env, LC_ALL: "C", SSH_ASKPASS_REQUIRE: "never", DISPLAY: "" };
  return new Promise((resolve) => {
    const child = execFile("ssh-keygen", args, { timeout: 10_000, env: environment }, (error, stdout, stderr) => {
      const said = `${stderr}${error === null ? "" : ` ${error.code ?? ""}`}`;
      resolve({ code: error === null ? 0 : 1, stdout, said });
    });
    // It may end before it reads; its exit tells the story.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
  });
}
