import assert from "node:assert/strict";
import { test } from "node:test";
import type { EngineNode } from "#schemas/estate";
import { parseGoverned } from "#services/core/policy/parse-governed";

type Told = Pick<EngineNode, "files" | "command" | "url">;

function problemsOf(a: Told, b: Told): readonly (readonly [path: string, message: string])[] {
  const nodes = [
    { id: "cis-a", role: "primary", ...a },
    { id: "cis-b", role: "standby", ...b },
  ];
  const engine = { id: "cis", product: "file-tree", owner: "Integration team", nodes };
  const { problems } = parseGoverned(new Map([["estate.yaml", JSON.stringify({ estate: "dale", engines: [engine] })]]));
  return problems.map(({ path, message }) => [path, message]);
}

const files = (...sources: NonNullable<EngineNode["files"]>): Told => ({ files: sources });
const folder = (path: string): Told => files({ path });
const ofGit = (repository: string, ref: string, path?: string): Told =>
  files({ git: { repository, ref, ...(path === undefined ? {} : { path }) } });
const onServer = (host: string, path: string, more: object = {}): Told =>
  files({ sftp: { host, path, user: "lockstep", ...more } });
const run = (argv: readonly string[], ssh?: NonNullable<EngineNode["command"]>["ssh"]): Told => ({
  command: { argv: [...argv], ...(ssh === undefined ? {} : { ssh }) },
});

for (const [what, a, b] of [
  ["a folder", folder("/srv/adt"), folder("/srv/adt/")],
  ["a folder by another way", folder("/srv/adt"), folder("/srv//cis/../adt/.")],
  ["a folder of Windows", folder("D:\\exports\\adt"), folder("D:/exports/x/../adt/")],
  ["an archive", folder("/srv/adt.zip"), folder("/srv/./adt.zip")],
  [
    "a folder, read as something else",
    folder("/srv/adt"),
    files({ path: "/srv/adt", preset: "nifi", include: ["a/**"] }),
  ],
  ["one of several folders", folder("/srv/adt"), files({ name: "x", path: "/srv/x" }, { name: "y", path: "/srv/adt" })],
  ["a ref of Git", ofGit("/srv/tie.git", "main"), ofGit("/srv/tie.git/", "refs/heads/main", "./")],
  [
    "a ref of Git elsewhere",
    ofGit("https://git.hospital.test/tie", "main"),
    ofGit("https://GIT.hospital.test/tie.git/", "main"),
  ],
  [
    "a folder of a server",
    onServer("cis.hospital.test", "/opt/adt"),
    onServer("CIS.hospital.test.", "/opt/adt/", { port: 22, user: "other" }),
  ],
  ["a command", run(["/opt/cis/print", "--all"]), run(["/opt/cis/print", "--all"])],
  [
    "a command of a server",
    run(["print"], { host: "cis.hospital.test" }),
    run(["print"], { host: "CIS.hospital.test", port: 22, identityFile: "/etc/id" }),
  ],
] as const) {
  test(`two nodes that name one and the same are refused, however it is written: ${what}`, () => {
    const [[path, message] = ["", ""], ...others] = problemsOf(a, b);
    assert.match(path, /^\/engines\/0\/nodes\/1\/(files\/[01]|command)$/);
    assert.match(message, /is what 'cis-a' is read from, too/);
    assert.deepEqual(others, []);
  });
}

for (const [what, a, b] of [
  ["folders", folder("/srv/adt-a"), folder("/srv/adt-b")],
  ["folders whose names differ by case", folder("/srv/ADT"), folder("/srv/adt")],
  ["branches", ofGit("/srv/tie", "node-a"), ofGit("/srv/tie", "node-b")],
  ["folders of one branch", ofGit("/srv/tie", "main", "node-a"), ofGit("/srv/tie", "main", "node-b")],
  ["servers", onServer("a.hospital.test", "/opt/adt"), onServer("b.hospital.test", "/opt/adt")],
  [
    "ports of one server",
    onServer("a.hospital.test", "/opt/adt"),
    onServer("a.hospital.test", "/opt/adt", { port: 2222 }),
  ],
  ["homes of two accounts", onServer("a.hospital.test", "adt"), onServer("a.hospital.test", "adt", { user: "other" })],
  ["commands", run(["/opt/cis/print", "a"]), run(["/opt/cis/print", "b"])],
  ["machines", run(["print"], { host: "a.hospital.test" }), run(["print"], { host: "b.hospital.test" })],
] as const) {
  test(`two nodes that name two are none of one's business: ${what}`, () => {
    assert.deepEqual(problemsOf(a, b), []);
  });
}
