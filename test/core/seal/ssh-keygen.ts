import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Keys and signatures of OpenSSH itself, in a folder that goes away. */
export interface SshKeygen extends Disposable {
  readonly folder: string;
  /** Makes a key pair and gives the file of the private one. */
  makeKey(name: string, type?: string): string;
  publicKeyOf(keyFile: string): string;
  /** The armoured signature of a message. */
  sign(keyFile: string, namespace: string, message: string | Uint8Array, ...options: string[]): string;
  /** What `ssh-keygen -l` calls the key. */
  fingerprintOf(keyFile: string): string;
}

export function openSshKeygen(): SshKeygen {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-keys-"));
  const run = (args: readonly string[], input: string | Uint8Array = ""): string =>
    execFileSync("ssh-keygen", args, { input, encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] });
  return {
    folder,
    makeKey(name, type = "ed25519") {
      const file = join(folder, name);
      run(["-q", "-t", type, "-N", "", "-C", name, "-f", file]);
      return file;
    },
    publicKeyOf: (file) => readFileSync(`${file}.pub`, "utf8").split(" ").slice(0, 2).join(" "),
    sign: (file, namespace, message, ...options) =>
      run(["-q", "-Y", "sign", "-n", namespace, "-f", file, ...options], message),
    fingerprintOf: (file) => run(["-l", "-f", `${file}.pub`]).split(" ")[1] ?? "",
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
