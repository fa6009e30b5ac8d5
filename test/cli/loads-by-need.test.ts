import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { projectRoot } from "#test/project-root";

/** Writes down the address of every module that a process loads. */
const HOOK = `
import { appendFileSync } from "node:fs";
let file;
export function initialize(data) { file = data.file; }
export function load(url, context, next) { appendFileSync(file, url + "\\n"); return next(url, context); }
`;

const COMPILED = join(projectRoot, "dist", "services");

const OF_MAKES =
  /\/dist\/services\/(engines|tickets|forges|notifiers|stores)\/|\/node_modules\/(octokit|nodemailer|undici|ssh2)\//;

describe("what a process loads", () => {
  it("is no engine, no ticket system and no forge where only the version is asked for", () => {
    const loaded = modulesOf([join(COMPILED, "cli", "main.js"), "--version"]);
    assert.ok(
      loaded.some((url) => url.endsWith("/cli/run-command-line.js")),
      "nothing was seen to be loaded",
    );
    assert.deepEqual(
      loaded.filter((url) => OF_MAKES.test(url)),
      [],
    );
    assert.deepEqual(
      loaded.filter((url) => url.endsWith("/cli/check.js")),
      [],
    );
  });

  it("is the file of one command, not of the others, where that command is asked for", () => {
    const loaded = modulesOf([join(COMPILED, "cli", "main.js"), "ready", "--help"]);
    const commands = loaded.filter((url) => /\/cli\/(ready|check|demo|serve|init)\.js$/.test(url));
    assert.deepEqual(
      commands.map((url) => url.slice(url.lastIndexOf("/") + 1)),
      ["ready.js"],
    );
  });

  it("is nothing that speaks with a make before an estate names it", () => {
    const loaded = modulesOf(["--input-type=module", "--eval", `await import(${JSON.stringify(fileOf("app.js"))})`]);
    assert.ok(
      loaded.some((url) => url.endsWith("/dist/services/app.js")),
      "nothing was seen to be loaded",
    );
    const speaking = /\/(node_modules\/(octokit|nodemailer)|services\/engines\/[a-z-]+\/(read-node|diagnose-node))/;
    assert.deepEqual(
      loaded.filter((url) => speaking.test(url)),
      [],
    );
    assert.deepEqual(
      loaded.filter((url) => /\/tickets\/[a-z-]+\/(list|find|discover|ensure)-/.test(url)),
      [],
    );
  });
});

function fileOf(path: string): string {
  return pathToFileURL(join(COMPILED, path)).href;
}

function modulesOf(args: readonly string[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-loads-"));
  try {
    const file = join(folder, "loaded.txt");
    writeFileSync(join(folder, "hook.mjs"), HOOK);
    const hook = JSON.stringify(pathToFileURL(join(folder, "hook.mjs")).href);
    const data = JSON.stringify({ file });
    writeFileSync(
      join(folder, "begin.mjs"),
      `import { register } from "node:module"; register(${hook}, { data: ${data} });`,
    );
    writeFileSync(file, "");
    const begin = pathToFileURL(join(folder, "begin.mjs")).href;
    execFileSync(process.execPath, ["--import", begin, ...args], { cwd: projectRoot, stdio: "pipe" });
    return readFileSync(file, "utf8").trim().split("\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
