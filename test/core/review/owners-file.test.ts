import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeOwnersFile } from "#services/core/review/judge-owners-file";
import type { OwnersQuestion } from "#services/core/review/owners-plan";
import { writeOwnersFile } from "#services/core/review/write-owners-file";
import { aPolicy } from "#test/fakes/judged";

function entry(name: string, path = `channels/${name.toLowerCase()}~1`) {
  return { kind: "channel", key: name, name, path };
}

function aQuestion(about: Partial<OwnersQuestion> = {}): OwnersQuestion {
  const rule = (name: string, tier: number, owner: string) => ({ match: { name }, tier, flow: name, owner });
  return {
    path: ".github/CODEOWNERS",
    policy: aPolicy({
      interfaces: [rule("ADT*", 1, "Integration"), rule("Path*", 2, "Laboratory"), rule("Rad*", 2, "Imaging")],
    }),
    review: {
      approvers: { teams: ["trust/cab"], people: ["pat-cab"] },
      owners: { Laboratory: "trust/lab", Integration: "trust/tie" },
    },
    engines: [
      {
        engine: { id: "tie", owner: "Integration" },
        entries: [entry("ADT1"), entry("Path1"), entry("Rad1"), entry("X1")],
      },
    ],
    ...about,
  };
}

function problems(text: string | undefined, question = aQuestion()): string {
  return judgeOwnersFile({ text }, question)
    .map(({ code, message }) => `${code} ${message}`)
    .join();
}

test("gives the CAB everything, the owners of lesser interfaces theirs beside it, and tier 1 to the CAB alone", () => {
  assert.equal(
    writeOwnersFile(aQuestion()),
    `# Written by Lockstep from policy/review.yaml and policy/interfaces.yaml. Change those, not this file:
# 'lockstep protect' writes it anew. The last line that fits a path counts.

# The whole estate: the change advisory board.
/estate.yaml @pat-cab @trust/cab
/policy/ @pat-cab @trust/cab
/baselines/ @pat-cab @trust/cab
/reviews/ @pat-cab @trust/cab
/.github/CODEOWNERS @pat-cab @trust/cab

# Interfaces below tier 1: whoever owns them may look, too.
/baselines/tie/channels/path1~1/ @pat-cab @trust/cab @trust/lab

# Tier 1: the change advisory board alone.
/baselines/tie/channels/adt1~1/ @pat-cab @trust/cab
/baselines/tie/channels/x1~1/ @pat-cab @trust/cab
`,
  );
});

test("what it writes guards what it should", () => {
  assert.equal(problems(writeOwnersFile(aQuestion())), "");
});

test("a file that is missing, empty or too large guards nothing", () => {
  assert.match(problems(undefined), /^owners-file-broken .*it is not there/);
  assert.match(problems(""), /nobody, or somebody else, owns estate\.yaml, policy/);
  assert.match(problems(`${writeOwnersFile(aQuestion())}${"#".repeat(3_000_000)}`), /too large/);
});

test("a later line that may take something away is found, however it is written", () => {
  const text = writeOwnersFile(aQuestion());
  for (const line of [
    "*.js @eve",
    "/policy/waivers.yaml @eve",
    "/policy/waivers.yaml",
    "policy/ @eve",
    "/pol*/ @eve @trust/cab",
    "/**/waivers.yaml @eve",
    "* @eve",
    "/baselines/tie/channels/adt1~1/script.js @trust/lab",
    "/baselines/*/channels @trust/lab",
    "/baselines/tie/channels/adt*/ @trust/lab",
  ]) {
    assert.notEqual(problems(`${text}${line}\n`), "", line);
  }
});

test("lines for other folders, comments, and lines before ours are none of its business", () => {
  const text = `* @eve\n*.js @eve\n${writeOwnersFile(aQuestion())}\n# /policy/ @eve\n/docs/ @eve # of the team\r\n/docs/a\\ b @eve\n`;
  assert.equal(problems(text), "");
});

test("a folder may be written with stars after it, and a lone slash names nothing", () => {
  const text = writeOwnersFile(aQuestion());
  assert.equal(problems(text.replaceAll("/policy/", "/policy/**")), "");
  assert.match(problems(text.replaceAll("/policy/", "/")), /owns policy/);
});

test("whose letters are written otherwise is the same owner, and the path is another", () => {
  const text = writeOwnersFile(aQuestion());
  assert.equal(problems(text.replaceAll("@pat-cab", "@Pat-CAB")), "");
  assert.match(problems(text.replaceAll("/policy/", "/Policy/")), /owns policy/);
});

test("a line that no host understands is named", () => {
  for (const line of ["!/policy/ @eve", "/pol[i]cy/ @eve", "\\#policy @eve", "/a\\*b @eve"]) {
    assert.match(problems(`${writeOwnersFile(aQuestion())}${line}\n`), /not understood is line/, line);
  }
});

test("a path that no line can name stays with the CAB, and no name of an artefact becomes a line", () => {
  const odd = ["channels/a b~1", "channels/[x]~1", "channels/#y~1", "channels/z\n* @eve"].map((path) =>
    entry("Path1", path),
  );
  const question = aQuestion({ engines: [{ engine: { id: "tie", owner: "o" }, entries: odd }] });
  const text = writeOwnersFile(question);
  assert.ok(text.includes("/baselines/tie/channels/a\\ b~1/ @pat-cab @trust/cab @trust/lab\n"));
  assert.doesNotMatch(text, /\[x\]|#y|@eve/);
  assert.equal(problems(text, question), "");
});

test("names that an owners file cannot hold are told, and left out", () => {
  const review = { approvers: { teams: ["TRUST\\CAB team"], people: ["pat@trust.example"] }, owners: {} };
  const text = writeOwnersFile(aQuestion({ review }));
  assert.ok(text.includes("/policy/ pat@trust.example\n"));
  assert.match(problems(text, aQuestion({ review })), /cannot hold: TRUST\\CAB team/);
});

test("without approvers nothing is guarded", () => {
  const review = { approvers: { teams: [], people: [] }, owners: {} };
  const question = aQuestion({ review });
  assert.match(problems(writeOwnersFile(question), question), /nobody, or somebody else, owns/);
});

test("what the host itself finds is told, escaped", () => {
  const [finding] = judgeOwnersFile(
    { text: writeOwnersFile(aQuestion()), hostProblems: ["no\u202e such team"] },
    aQuestion(),
  );
  assert.match(finding?.message ?? "", /the host says: no⟨U\+202E⟩ such team/);
});

test("too many lines for a host are left to the CAB", () => {
  const entries = Array.from({ length: 60_000 }, (_, index) => entry(`ADT${index}`));
  const question = aQuestion({ engines: [{ engine: { id: "tie", owner: "o" }, entries }] });
  const text = writeOwnersFile(question);
  assert.ok(text.length < 1000);
  assert.equal(problems(text, question), "");
});
