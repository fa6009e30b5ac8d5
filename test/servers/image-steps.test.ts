import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, test } from "node:test";
import { imageSteps } from "#test/house/read-compose";
import { projectRoot } from "#test/project-root";

/** Folders of the image, which stand below an empty folder here. */
const PLACES = /(?<=^|[\s"])\/(?=(?:app|estate|estates|var\/lib\/lockstep)\b)/g;

let root = "";
let entry: readonly string[] = [];

before(() => {
  root = mkdtempSync(join(tmpdir(), "lockstep-image-"));
  entry = followSteps();
});

after(() => rmSync(root, { recursive: true, force: true }));

test("the image's own steps make a program that tells its version", () => {
  assert.match(lockstep("--version").stdout, /^\d+\.\d+\.\d+\n$/);
});

test("nothing that only tests or builds need is left in the image", () => {
  for (const path of ["test", "dist/test", "node_modules/typescript", "node_modules/tsx"]) {
    assert.equal(spawnSync("test", ["-e", join(root, "app", path)]).status, 1, path);
  }
});

test("the image's service answers that it lives, and ends in order when it is told to", async () => {
  const estate = join(root, "estate");
  assert.equal(lockstep("init", estate).status, 0);
  const [program = "", ...args] = entry;
  const service = spawn(program, [...args, "--estate", estate, "serve", "--port", "0", "--no-people"], {
    env: environment(),
    stdio: ["ignore", "ignore", "pipe"],
  });
  try {
    const url = await listeningAt(service);
    const answer = await fetch(`${url}/healthz`);
    assert.equal(answer.status, 200);
    service.kill("SIGTERM");
    const [code] = await once(service, "exit");
    assert.equal(code, 0);
  } finally {
    service.kill("SIGKILL");
  }
});

/** Carries the steps out as they are written, below the empty folder; gives the command that the image would run. */
function followSteps(): readonly string[] {
  let folder = root;
  for (const [instruction, rest] of imageSteps()) {
    if (instruction === "WORKDIR") {
      folder = below(rest);
      mkdirSync(folder, { recursive: true });
    } else if (instruction === "COPY") copy(rest.split(" "), folder);
    else if (instruction === "RUN") runStep(rest, folder);
    else if (instruction === "ENTRYPOINT") return (JSON.parse(rest) as readonly string[]).map(below);
    else assert.ok(["FROM", "USER"].includes(instruction), `a step that nobody follows here: ${instruction}`);
  }
  throw new Error("the image runs nothing");
}

function copy(words: readonly string[], folder: string): void {
  const to = words.at(-1) ?? "";
  for (const from of words.slice(0, -1)) {
    const target = to.endsWith("/") ? join(folder, to, basename(from)) : join(folder, to);
    cpSync(join(projectRoot, from), target, { recursive: true });
  }
}

/** What the distribution installs must be here already; what is made the image's own user's is made ours. */
function runStep(command: string, folder: string): void {
  if (command.startsWith("npm install ")) layPackages(folder);
  if (command.startsWith("apt-get ")) {
    for (const program of ["git", "ssh-keygen"]) execFileSync("which", [program]);
    return;
  }
  const ours = command.replace(PLACES, `${root}/`).replace(/-o node -g node/g, "");
  const run = spawnSync("sh", ["-c", ours], { cwd: folder, env: environment(), encoding: "utf8" });
  assert.equal(run.status, 0, `${command}\n${run.stdout}\n${run.stderr}`);
}

/**
 * The packages that were fetched for this project lie there already, by hard links: npm fetches and unpacks nothing twice, and what it
 * takes out again goes from the image alone. Where no links can be made, npm fetches them itself.
 */
function layPackages(folder: string): void {
  const packages = join(folder, "node_modules");
  const list = join(packages, ".package-lock.json");
  if (spawnSync("cp", ["-al", join(projectRoot, "node_modules"), packages]).status !== 0) {
    rmSync(packages, { recursive: true, force: true });
    return;
  }
  // npm writes it in place.
  rmSync(list, { force: true });
  cpSync(join(projectRoot, "node_modules", ".package-lock.json"), list);
}

function below(path: string): string {
  return path.replace(PLACES, `${root}/`);
}

function lockstep(...args: readonly string[]) {
  const [program = "", ...first] = entry;
  return spawnSync(program, [...first, ...args], { env: environment(), encoding: "utf8" });
}

/** As a bare machine's: nothing of this project's own run. */
function environment(): NodeJS.ProcessEnv {
  const { NODE_TEST_CONTEXT: _context, NODE_OPTIONS: _options, ...others } = process.env;
  return Object.fromEntries(Object.entries(others).filter(([name]) => !/^(npm_|LOCKSTEP_)/.test(name)));
}

async function listeningAt(service: ChildProcess): Promise<string> {
  let said = "";
  service.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  for (;;) {
    const [, url] = /listening on (http:\S+)/.exec(said) ?? [];
    if (url !== undefined) return url;
    assert.equal(service.exitCode, null, said);
    await Promise.race([once(service.stderr ?? service, "data"), once(service, "exit")]);
  }
}
