import { spawn } from "node:child_process";
import { LockstepError } from "#services/core/errors";

/** Runs `ssh-keygen` with something on its standard input. @throws LockstepError `system-refused` where it cannot be started */
export function runSshKeygen(
  args: readonly string[],
  input: string | Uint8Array,
): Promise<{ readonly code: number; readonly stdout: string }> {
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
