import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SignedUpload } from "#schemas/collection-upload";
import { UPLOAD_NAMESPACE } from "#services/core/collection/parse-upload";
import { runSshKeygen } from "./run-ssh-keygen.js";
import { signMessage } from "./sign-message.js";

/** Signs the text of an upload as `ssh-keygen -Y sign` does. @throws LockstepError `key-missing`, `system-refused` */
export async function signUpload(signingKeyFile: string, document: string): Promise<SignedUpload> {
  return { document, signature: await signMessage(signingKeyFile, UPLOAD_NAMESPACE, document) };
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
