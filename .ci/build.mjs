/**
 * Builds dist/ and puts the command in reach: compiles, removes what no longer has a source, and links
 * `lockstep` into node_modules/.bin, which npm does for dependencies but not for the project itself.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

// `prepare` is run by npm on the way of other commands, such as npx, perhaps while a service runs from dist/: what is current is left alone.
const isOnlyIfNeeded = process.argv.includes("--if-needed");

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");
const stamp = join(dist, ".built");
const command = join(dist, "services", "cli", "main.js");

if (!isOnlyIfNeeded || !isCurrent()) {
  for (const file of findOrphans()) rmSync(file, { force: true });
  const status = compile();
  if (status === 0) {
    linkCommand();
    writeFileSync(stamp, "");
  }
  process.exitCode = status;
}

/** Whether dist/ was made after every source of it, and holds nothing else. */
function isCurrent() {
  if (!existsSync(stamp)) return false;
  const builtAt = statSync(stamp).mtimeMs;
  if (statSync(join(root, "tsconfig.json")).mtimeMs > builtAt || findOrphans().length > 0) return false;
  const sources = ["schemas", "services", "webhooks", "test"].filter((folder) => existsSync(join(root, folder)));
  return sources.every((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((entry) => entry.endsWith(".ts"))
      .every((entry) => statSync(join(root, folder, entry)).mtimeMs <= builtAt),
  );
}

/** A file whose source is gone would still be imported, and a removed test would still pass. */
function findOrphans() {
  if (!existsSync(dist)) return [];
  return readdirSync(dist, { recursive: true, encoding: "utf8" })
    .filter((entry) => /\.js(\.map)?$/.test(entry))
    .filter((entry) => !existsSync(join(root, entry.replace(/\.js(\.map)?$/, ".ts"))))
    .map((entry) => join(dist, entry));
}

function compile() {
  const require = createRequire(import.meta.url);
  const tsc = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
  return spawnSync(process.execPath, [tsc, "-p", join(root, "tsconfig.json")], { stdio: "inherit" }).status ?? 1;
}

function linkCommand() {
  if (!existsSync(command)) return;
  chmodSync(command, 0o755);
  const folder = join(root, "node_modules", ".bin");
  mkdirSync(folder, { recursive: true });
  const link = join(folder, "lockstep");
  rmSync(link, { force: true });
  if (process.platform === "win32") {
    writeFileSync(`${link}.cmd`, `@node "${command}" %*\r\n`);
    return;
  }
  symlinkSync(relative(folder, command), link);
}
