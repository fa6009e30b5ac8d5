import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pack } from "tar-stream";
import type { EngineNode } from "#schemas/estate";
import { LockstepError } from "#services/core/errors";
import { createFileReader, type FileReaderOptions } from "#services/engines/files/create-file-reader";
import type { ReadRequest, ReadStep } from "#services/ports/connector";
import { PACKS } from "./file-fixture.js";

/** Makes a folder with files for one test; the caller removes it. */
export function stageFolder(files: Readonly<Record<string, string | Uint8Array>>): {
  readonly folder: string;
  remove(): void;
} {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-files-"));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Packs files as tar; a content of `undefined` is a link to /etc/passwd. */
export async function packTar(files: Readonly<Record<string, string | undefined>>): Promise<Buffer> {
  const archive = pack();
  for (const [name, content] of Object.entries(files)) {
    if (content === undefined) archive.entry({ name, type: "symlink", linkname: "/etc/passwd" });
    else archive.entry({ name }, content);
  }
  archive.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of archive) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Makes a repository of a folder, with one commit. */
export function commitAll(folder: string): void {
  const git = (...args: string[]): void => {
    execFileSync("git", ["-C", folder, "-c", "user.name=t", "-c", "user.email=t@hospital.test", ...args], {
      stdio: "ignore",
      env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" },
    });
  };
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("-c", "commit.gpgsign=false", "commit", "--quiet", "--message", "files");
}

export function requestFor(...files: NonNullable<EngineNode["files"]>): ReadRequest {
  return { node: { id: "cis-a", role: "primary", files }, now: () => new Date() };
}

export async function readAll(
  request: ReadRequest,
  options: Partial<FileReaderOptions> = {},
): Promise<readonly ReadStep[]> {
  const steps: ReadStep[] = [];
  const reader = createFileReader({ packs: { presets: PACKS, own: new Map() }, ...options });
  for await (const step of reader.read(request)) steps.push(step);
  return steps;
}

export async function failureOf(request: ReadRequest, options: Partial<FileReaderOptions> = {}): Promise<string> {
  const error: unknown = await readAll(request, options).catch((reason: unknown) => reason);
  return error instanceof LockstepError ? error.code : `no error of ours: ${String(error)}`;
}

export function originsOf(steps: readonly ReadStep[]): readonly string[] {
  return steps.flatMap((step) => (step.type === "item" ? [step.item.origin] : []));
}

export function unreadOf(steps: readonly ReadStep[]): readonly string[] {
  return steps.flatMap((step) => (step.type === "unread" ? [step.code] : []));
}
