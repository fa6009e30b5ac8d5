/**
 * Builds dist/ and puts the command in reach: compiles, removes what no longer has a source, and links
 * `lockstep` into node_modules/.bin, which npm does for dependencies but not for the project itself.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");
const command = join(dist, "services", "cli", "main.js");

removeOrphans();
const status = compile();
if (status === 0) linkCommand();
process.exitCode = status;

/** A file whose source is gone would still be imported, and a removed test would still pass. */
function removeOrphans() {
  if (!existsSync(dist)) return;
  for (const entry of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
    if (!/\.js(\.map)?$/.test(entry)) continue;
    const source = join(root, entry.replace(/\.js(\.map)?$/, ".ts"));
    if (!existsSync(source)) rmSync(join(dist, entry), { force: true });
  }
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
