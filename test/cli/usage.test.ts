import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { holdDemoFolder } from "#services/cli/hold-demo-folder";
import { runCli } from "./run-cli.js";

let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "lockstep-usage-"));
});

after(() => rm(folder, { recursive: true, force: true }));

test("a command that does not exist is a usage error, and the nearest one is named", async () => {
  const { exit, stdout, stderr } = await runCli(["chek"], { cwd: folder });
  assert.equal(exit, 64);
  assert.equal(stdout, "");
  assert.match(stderr, /Did you mean check\?/);
});

test("an option that does not exist is a usage error, and the nearest one is named", async () => {
  const { exit, stderr } = await runCli(["check", "--jsn"], { cwd: folder });
  assert.equal(exit, 64);
  assert.match(stderr, /Did you mean --json\?/);
});

test("no command at all prints the help, and is never taken for 'ready'", async () => {
  const { exit, stdout, stderr } = await runCli([], { cwd: folder });
  assert.deepEqual([exit, stdout], [64, ""]);
  assert.match(stderr, /Usage: lockstep/);
});

const WRONG: readonly (readonly string[])[] = [
  ["ready"],
  ["ready", "tie", "too-much"],
  ["compare", "a.xml", "--product", "mirth-connect"],
  ["compare", "a.xml", "b.xml"],
  ["compare", "a.xml", "b.xml", "--product", "no-such-engine"],
  ["baseline"],
  ["baseline", "adopt", "tie"],
  ["ledger", "purge", "--reason", "a leak", "--actor", "A. Person"],
  ["ledger", "purge", "--blob", "00", "--path", "x", "--reason", "a leak", "--actor", "A. Person"],
  ["init"],
  ["init", "new", "--username", "reader"],
  ["init", "new", "--discover", "https://127.0.0.1:1"],
  ["init", "new", "--discover", "tie-a", "--username", "reader", "--password-env", "P"],
  ["init", "new", "--discover", "https://127.0.0.1:1", "--username", "reader", "--password-env", "lower case"],
];

for (const args of WRONG) {
  test(`'lockstep ${args.join(" ")}' is a usage error with one clear sentence`, async () => {
    const { exit, stdout, stderr } = await runCli(args, { cwd: folder });
    assert.deepEqual([exit, stdout], [64, ""], stderr);
    assert.notEqual(stderr, "");
    assert.doesNotMatch(stderr, /\n {4}at /);
  });
}

test("help and version end with 0 and stand on stdout", async () => {
  for (const args of [["help"], ["--help"], ["--version"], ["check", "--help"], ["help", "show"]]) {
    const { exit, stdout, stderr } = await runCli(args, { cwd: folder });
    assert.deepEqual([exit, stderr], [0, ""]);
    assert.notEqual(stdout, "");
  }
});

test("the help of every command ends with an example", async () => {
  const commands = ["init", "doctor", "validate", "check", "compare", "ready", "explain", "show", "demo"];
  const nested = [
    ["baseline", "adopt"],
    ["ledger", "verify"],
    ["ledger", "purge"],
  ];
  for (const command of [...commands.map((name) => [name]), ...nested]) {
    const { stdout } = await runCli([...command, "--help"], { cwd: folder });
    assert.match(stdout, new RegExp(`Examples?:\\n  \\$ lockstep ${command.join(" ")}`), command.join(" "));
  }
});

const NEEDS_ESTATE: readonly (readonly string[])[] = [
  ["check"],
  ["ready", "tie"],
  ["explain", "tie"],
  ["show", "tie/tie-a"],
  ["validate"],
  ["doctor"],
  ["ledger", "verify"],
  ["compare", "tie/tie-a", "tie/tie-b", "--product", "mirth-connect"],
];

for (const args of NEEDS_ESTATE) {
  test(`'lockstep ${args.join(" ")}' outside an estate could not tell, and says how to name one`, async () => {
    const { exit, stdout, stderr } = await runCli(args, { cwd: folder });
    assert.deepEqual([exit, stdout], [2, ""]);
    assert.match(stderr, /--estate/);
  });
}

test("a compare whose estate was named but is not there does not go on without it", async () => {
  await writeFile(join(folder, "a.xml"), "<list/>");
  const args = ["--estate", "nowhere", "compare", "a.xml", "a.xml", "--product", "mirth-connect"];
  const { exit, stderr } = await runCli(args, { cwd: folder });
  assert.equal(exit, 2);
  assert.match(stderr, /estate-not-found/);
});

test("the demo never clears away what is no demo", async () => {
  const estate = join(folder, "real", "estate");
  await mkdir(estate, { recursive: true });
  await writeFile(join(estate, "estate.yaml"), "estate: a-real-one\n");
  const { exit } = await runCli(["demo", "--folder", "real"], { cwd: folder });
  assert.equal(exit, 64);
  assert.equal(await readFile(join(estate, "estate.yaml"), "utf8"), "estate: a-real-one\n");
});

test("a second demo leaves the folder of a running one alone, and takes over that of one that was killed", async () => {
  const busy = join(folder, "busy");
  await mkdir(busy);
  await writeFile(join(busy, "demo.pid"), `${process.ppid}\n`);
  const { exit, stderr } = await runCli(["demo", "--folder", "busy"], { cwd: folder });
  assert.equal(exit, 64);
  assert.match(stderr, /A demo runs in .*busy \(process \d+\): end it with Ctrl-C there, or give another --folder/);
  await writeFile(join(busy, "demo.pid"), "999999999\n");
  const release = await holdDemoFolder(busy);
  await release();
  await assert.rejects(readFile(join(busy, "demo.pid")), { code: "ENOENT" });
});

test("a side that cannot be read is 'could not tell', never 'the same'", async () => {
  await writeFile(join(folder, "broken.xml"), "<channel><id>1</id>");
  for (const side of ["absent.xml", "broken.xml", "."]) {
    const { exit, stdout } = await runCli(["compare", side, side, "--product", "mirth-connect"], { cwd: folder });
    assert.deepEqual([exit, stdout], [2, ""], side);
  }
});

test("a failure of our own is 70 and shows nothing of what was read", async () => {
  const write = (): never => {
    throw new TypeError("patient 943 476 5919");
  };
  const { exit, stderr } = await runCli(["compare", "--help"], { cwd: folder, write });
  assert.equal(exit, 70);
  assert.match(stderr, /bug of ours/);
  assert.doesNotMatch(stderr, /943/);
});

test("the help of a command that there is not is no help, and no success", async () => {
  for (const [args, word] of [
    [["drill", "--help"], "drill"],
    [["evidence", "nonsense", "--help"], "nonsense"],
    [["--estate", ".", "evidence", "nonsense", "-h"], "nonsense"],
  ] as const) {
    const { exit, stdout, stderr } = await runCli(args, { cwd: folder });
    assert.deepEqual([exit, stdout], [64, ""], args.join(" "));
    assert.match(stderr, new RegExp(`unknown command '${word}'`));
  }
  for (const args of [["evidence", "pack", "--help"], ["--help"], ["evidence", "--help"]])
    assert.equal((await runCli(args, { cwd: folder })).exit, 0, args.join(" "));
});
