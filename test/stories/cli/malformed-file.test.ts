import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { CheckReport } from "#schemas/check-report";
import { runCli } from "#test/cli/run-cli";

const ROUTES = 30;

let folder: string;
let estate: string;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "lockstep-malformed-"));
  estate = join(folder, "estate");
  for (const side of ["production", "standby"]) {
    mkdirSync(join(folder, side));
    for (let number = 0; number < ROUTES; number++) writeRoute(side, number, "adt");
  }
  assert.equal((await runCli(["init", estate], { cwd: folder })).exit, 0);
  const files = (side: string): string => `[{ preset: camel, path: ${JSON.stringify(join(folder, side))} }]`;
  writeFileSync(
    join(estate, "estate.yaml"),
    `estate: dale
engines:
  - id: esb
    product: file-tree
    owner: Integration team
    nodes:
      - { id: esb-a, role: primary, files: ${files("production")} }
      - { id: esb-b, role: standby, files: ${files("standby")} }
`,
  );
  for (const args of [["add", "."], ["commit", "--message", "engines"], ["push"]]) {
    execFileSync("git", ["-C", estate, "-c", "user.name=ada", "-c", "user.email=ada@hospital.test", ...args], {
      stdio: "ignore",
    });
  }
});

after(() => rmSync(folder, { recursive: true, force: true }));

function writeRoute(side: string, number: number, to: string): void {
  const route = `<routes><route id="r${number}"><from uri="direct:in${number}"/><to uri="direct:${to}"/></route></routes>`;
  writeFileSync(join(folder, side, `route-${number}.xml`), route);
}

async function check(): Promise<{
  readonly exit: number;
  readonly engine: CheckReport["engines"][number] | undefined;
}> {
  const { exit, stdout } = await runCli(["check", "--json"], { cwd: estate });
  return { exit, engine: (JSON.parse(stdout) as CheckReport).engines[0] };
}

test("one malformed file of many is told as not read, with its name and the reason, and the others are read", async () => {
  writeFileSync(join(folder, "standby", "route-7.xml"), "<routes><route id=");
  writeRoute("standby", 8, "oru");
  const { exit, engine } = await check();
  const standby = engine?.nodes.find(({ nodeId }) => nodeId === "esb-b");
  assert.deepEqual(
    standby?.coverage?.unread.map(({ code, message }) => [code, /route-7\.xml/.test(message)]),
    [["export-malformed", true]],
  );
  assert.equal(standby?.coverage?.kinds["camel-route"], ROUTES - 1);
  assert.deepEqual(
    engine?.findings.map(({ artefact, case: presence }) => [artefact.name, presence]),
    [["r8", "standby-behind"]],
  );
  assert.equal(engine?.readiness.verdict, "unknown");
  assert.equal(exit, 2);
});

test("a file that is whole again is read again", async () => {
  writeRoute("standby", 7, "adt");
  const { engine } = await check();
  assert.equal(engine?.nodes.find(({ nodeId }) => nodeId === "esb-b")?.coverage?.complete, true);
});
