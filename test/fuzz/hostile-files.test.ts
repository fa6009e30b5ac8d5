import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ERROR_KINDS } from "#services/core/errors";
import { parseSelector } from "#services/core/parse-selector";
import { parseGoverned } from "#services/core/policy/parse-governed";
import { createTicketFolder } from "#services/tickets/file/create-ticket-folder";
import { assertSoundStore } from "#test/fakes/assert-sound-store";
import { createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { runCommand } from "#test/fakes/run-commands";
import { type SimulatedPair, startSimulatedPair } from "#test/fakes/simulated-pair";

const PASSWORD = "Canary-Qx7-typed-into-the-wrong-key";
const CONTROL = /[\p{Cc}\p{Cf}\p{Cs}]/u;

const SOUND = `estate: x
engines:
  - id: tie
    product: mirth-connect
    owner: Team
    nodes:
      - { id: tie-a, role: primary, url: "https://a.hospital.test/api" }
      - { id: tie-b, role: standby, url: "https://b.hospital.test/api" }
`;

const BOMB = [
  "a: &a [x, x, x, x, x, x, x, x, x, x]",
  ..."bcdefghi".split("").map((name, at) => `${name}: &${name} [${`*${"abcdefgh".charAt(at)},`.repeat(9)}]`),
].join("\n");

/** Files that are no estate, and must be told as problems. */
const HOSTILE_YAML: Readonly<Record<string, string>> = {
  nothing: "",
  "a bomb": BOMB,
  "a bomb in a sound file": `${SOUND}${BOMB}\n`,
  "a prototype key": `${SOUND}__proto__: { polluted: true }\n`,
  "a constructor key": `${SOUND}constructor: { prototype: { polluted: true } }\n`,
  "a merge key": `${SOUND}<<: { mode: x }\n`,
  "a tab": SOUND.replace("    product", "\tproduct"),
  "a doubled key": `${SOUND}estate: y\n`,
  "a list": "- estate\n",
  "a number": "7\n",
  "two documents": `${SOUND}---\n${SOUND}`,
  "a tag": `${SOUND}x: !!js/function "process.exit(1)"\n`,
  "an open quote": `${SOUND}x: "\n`,
  "a NUL": `${SOUND}x: \0\n`,
  "a climbing id": SOUND.replace("id: tie\n", "id: ../../x\n"),
  "an option as id": SOUND.replace("id: tie\n", "id: --upload-pack=x\n"),
  "an id with a line end": SOUND.replace("id: tie\n", 'id: "tie\\nx"\n'),
  "an address that is none": SOUND.replace("https://a.hospital.test/api", "file:///etc/passwd"),
  "a password in the address": SOUND.replace("https://a.", `https://svc:${PASSWORD}@a.`),
  "a password under its own name": SOUND.replace("role: primary,", `role: primary, password: "${PASSWORD}",`),
  "a password in the place of a variable": SOUND.replace(
    "role: primary,",
    `role: primary, passwordEnv: "${PASSWORD}",`,
  ),
  "a password in the place of a role": SOUND.replace("role: primary", `role: "password=${PASSWORD}"`),
  "a password as a key": SOUND.replace("role: primary,", `role: primary, "password=${PASSWORD}": 1,`),
  "the wrong type": SOUND.replace("owner: Team", "owner: { a: 1 }"),
  "a deep nest": `${SOUND}x: ${"[".repeat(5_000)}${"]".repeat(5_000)}\n`,
};

for (const [what, text] of Object.entries(HOSTILE_YAML)) {
  test(`an estate.yaml with ${what} is told as a problem, without what was written there`, () => {
    const { estate, problems } = parseGoverned(new Map([["estate.yaml", text]]));
    // An address is read before it is found to hold a secret; the problem alone makes every verdict unknown.
    if (what !== "a password in the address") assert.equal(estate, undefined);
    assertProblems(problems);
    assert.equal(Reflect.get({}, "polluted"), undefined);
  });
}

for (const file of ["policy", "interfaces", "expected-differences", "waivers", "change-control"]) {
  test(`a hostile policy/${file}.yaml puts no policy in force`, () => {
    for (const text of [
      BOMB,
      "- 1",
      "__proto__: { a: 1 }",
      `"password=${PASSWORD}": 1`,
      `${file}: "${PASSWORD}"`,
      "a: [",
      "\u202e: 1",
    ]) {
      const { policy, problems } = parseGoverned(
        new Map([
          ["estate.yaml", SOUND],
          [`policy/${file}.yaml`, text],
        ]),
      );
      assert.equal(policy, undefined, JSON.stringify(text));
      assertProblems(problems);
    }
  });
}

test("ten megabytes of estate.yaml are refused or read, and nothing stops", () => {
  for (const text of [`${SOUND}${"# comment\n".repeat(1_000_000)}`, `${SOUND}x: ${"y".repeat(10_000_000)}\n`]) {
    const { problems } = parseGoverned(new Map([["estate.yaml", text]]));
    assertProblems(problems, 0);
  }
});

function assertProblems(problems: readonly { path: string; message: string; remedy: string }[], atLeast = 1): void {
  assert.ok(problems.length >= atLeast);
  for (const { path, message, remedy } of problems) {
    const said = `${path} ${message} ${remedy}`;
    assert.ok(!said.includes(PASSWORD), "no password is echoed");
    assert.doesNotMatch(said, CONTROL);
    assert.ok(said.length < 1_000, `${said.length} characters`);
  }
}

const HOSTILE_TICKETS: Readonly<Record<string, string>> = {
  "half.json": "{ half",
  "bomb.json": "[".repeat(100_000),
  "wrong.json": '{"schema":"change-tickets/v9","tickets":[]}',
  "proto.json": '{"__proto__":{"polluted":true},"schema":"change-tickets/v1"}',
  "list.json": "[1,2,3]",
  "binary.csv": "\u0000\u0001\u0002",
  "open.csv": 'number,title\n"CHG1,never closed',
  "empty.csv": "",
  "secret.json": `{"schema":"${PASSWORD}"}`,
};

for (const [name, text] of Object.entries(HOSTILE_TICKETS)) {
  test(`a drop folder with ${name} is unreadable, which is not the same as no such ticket`, async () => {
    const folder = await mkdtemp(join(tmpdir(), "lockstep-tickets-"));
    try {
      await writeFile(join(folder, name), text);
      const reading = await createTicketFolder({ folder }).read(new Date().toISOString());
      assert.equal(reading.state, "unavailable");
      const message = reading.state === "unavailable" ? reading.message : "";
      assert.doesNotMatch(message, CONTROL);
      assert.ok(!message.includes(PASSWORD));
      assert.ok(message.length < 1_000);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
}

const HOSTILE_WORDS = [
  "../x",
  "../../../../etc/passwd",
  "--output=/tmp/x",
  "-rf",
  "tie\nx",
  "tie\u001b[2Jx",
  "tie/tie-a\n",
  "tie/tie-a~99999999",
  "tie/tie-a~-1",
  "tie/tie-a@{$(id)}",
  "tie/tie-a@{2026-99-99}",
  "tie/../tie-b",
  "tie/tie-a:estate.yaml",
  "HEAD",
  "refs/heads/main",
  "$(touch x)",
  "`id`",
  "; rm -rf x",
  "a".repeat(10_000),
  "\u202e",
  "__proto__",
  "constructor",
  "",
  " ",
];

test("no hostile selector is taken for one", () => {
  for (const word of HOSTILE_WORDS.filter((text) => !/~9+$/.test(text))) {
    assert.throws(() => parseSelector(word), { code: "selector-unknown" }, JSON.stringify(word));
  }
});

let pair: SimulatedPair;
let estate: LoopbackEstate;
let digest: string;

before(async () => {
  pair = await startSimulatedPair();
  estate = await createLoopbackEstate(pair);
  await estate.app.check([]);
  digest = (await estate.app.open("tie/tie-a")).snapshot.digest;
});

after(async () => {
  await estate[Symbol.asyncDispose]();
  await pair[Symbol.asyncDispose]();
});

/** Commands with a hostile word in each place that takes one. */
function commandsWith(word: string): readonly (readonly string[])[] {
  const adopt = ["baseline", "adopt", "tie", "--from", "primary"];
  return [
    ["check", "--", word],
    ["ready", "--", word],
    ["explain", "--", word],
    ["show", "--", word],
    ["show", "--", "tie/tie-a", word],
    ["compare", "--product", "mirth-connect", "--", word, word],
    ["compare", `--product=${word}`, "tie/tie-a", "tie/tie-b"],
    [`--estate=${word || "\n"}`, "check"],
    ["baseline", "adopt", "--from=primary", `--digest=${digest}`, "--approver=A", "--", word],
    [...adopt, `--digest=${word}`, "--approver=A"],
    ["baseline", "adopt", "tie", `--from=${word}`, `--digest=${digest}`, "--approver=A"],
    ["ledger", "purge", `--blob=${word}`, "--reason=r", "--actor=A"],
    [word || "nothing"],
  ];
}

test("no hostile word on the command line is obeyed, crashes it or reaches the terminal", {
  timeout: 600_000,
}, async () => {
  const world = { folder: estate.folder, environment: { ...estate.app.settings.environment } };
  for (const word of HOSTILE_WORDS) {
    for (const args of commandsWith(word)) {
      const about = JSON.stringify(args).slice(0, 200);
      const { code, stderr } = await runCommand(args, world);
      assert.ok([2, 64].includes(code), `${about} ended with ${code}: ${stderr}`);
      assert.doesNotMatch(stderr.replaceAll("\n", " "), CONTROL, `${about}: ${JSON.stringify(stderr)}`);
      assert.ok(stderr !== "" && stderr.length < 12_000, `${about}: ${stderr.length} characters`);
    }
  }
  await assertSoundStore(estate.app, "after hostile words");
  assert.equal((await estate.app.ledger.verify()).sound, true);
});

test("an approver, ticket or actor of several lines signs nothing", async () => {
  const world = { folder: estate.folder, environment: estate.app.settings.environment };
  const adopt = ["baseline", "adopt", "tie", "--from", "primary", "--digest", digest];
  for (const name of ["C. Chair\nApproved-By: Someone Else", "C\u0000", "\u202eriahC", "", "  ", "x".repeat(300)]) {
    for (const args of [
      [...adopt, `--approver=${name}`],
      [...adopt, "--approver=C. Chair", `--ticket=${name}`],
    ]) {
      const { code, stderr } = await runCommand(args, world);
      assert.equal(code, 64, `${JSON.stringify(args)}: ${stderr}`);
    }
  }
  await assert.rejects(estate.app.open("tie/baseline"), { code: "selector-unknown" });
});

test("export files with hostile names are told of without their control characters", async () => {
  const folder = await mkdtemp(join(tmpdir(), "lockstep-names-"));
  try {
    for (const name of ["a\u001b[2J.xml", "b\n.xml", "\u202elmx.xml"]) {
      const inner = join(folder, String(name.length));
      await mkdir(inner, { recursive: true });
      await writeFile(join(inner, name), "<broken");
      const world = { folder, environment: {} };
      for (const path of [inner, join(inner, name)]) {
        const { code, stderr } = await runCommand(["compare", path, path, "--product", "mirth-connect"], world);
        assert.equal(code, 2, stderr);
        assert.match(stderr, new RegExp(`^  (${Object.keys(ERROR_KINDS).join("|")}): `, "m"));
        assert.doesNotMatch(stderr.replaceAll("\n", " "), CONTROL);
      }
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
