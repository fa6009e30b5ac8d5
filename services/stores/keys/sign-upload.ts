import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SignedUpload } from "#schemas/collection-upload";
import { UPLOAD_NAMESPACE } from "#services/core/collection/parse-upload";
import { LockstepError } from "#services/core/errors";

/** Signs the text of an upload as `ssh-keygen -Y sign` does. @throws LockstepError `key-missing`, `system-refused` */
export async function signUpload(signingKeyFile: string, document: string): Promise<SignedUpload> {
  const { code, stdout } = await runSshKeygen(
    ["-q", "-Y", "sign", "-n", UPLOAD_NAMESPACE, "-f", signingKeyFile],
    document,
  );
  if (code === 0 && stdout !== "") return { document, signature: stdout };
  throw new LockstepError(
    "key-missing",
    `The signing key ${signingKeyFile} could not sign: it must be an SSH private key without passphrase, readable by this user only.`,
  );
}

/** Whether a text was signed by a public key, for uploads and nothing else. @throws LockstepError `system-refused` */
export async function isSignedBy(publicKey: string, { document, signature }: SignedUpload): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), "lockstep-upload-"));
  try {
    const [type = "", key = ""] = publicKey.trim().split(/\s+/);
    const [signers, signatureFile] = [join(folder, "signers"), join(folder, "signature")];
    await writeFile(signers, `${SIGNER} namespaces="${UPLOAD_NAMESPACE}" ${type} ${key}\n`);
    await writeFile(signatureFile, signature);
    const about = ["-Y", "verify", "-n", UPLOAD_NAMESPACE, "-I", SIGNER, "-f", signers, "-s", signatureFile];
    return (await runSshKeygen(about, document)).code === 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const SIGNER = "collector@lockstep.example";

function runSshKeygen(args: readonly string[], input: string): Promise<{ code: number; stdout: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("ssh-keygen", args, { stdio: ["pipe", "pipe", "ignore"], windowsHide: true });
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    // A child that ends early makes our write an EPIPE; its exit tells the story.
    child.stdin.on("error", () => undefined);
    child.on("error", (cause) => {
      const message = "ssh-keygen cannot be started: install OpenSSH's client programs, or put them on PATH";
      reject(new LockstepError("system-refused", message, { cause }));
    });
    child.on("close", (code) => resolve({ code: code ?? -1, stdout }));
    child.stdin.end(input);
  });
}
