import assert from "node:assert/strict";
import { test } from "node:test";
import { PLAIN_QUESTION, parseGateQuestion } from "#services/core/gate/gate-question";

function read(query: string): ReturnType<typeof parseGateQuestion> {
  return parseGateQuestion(new URLSearchParams(query));
}

test("nothing said is the ordinary question", () => {
  assert.deepEqual(read(""), PLAIN_QUESTION);
});

test("the oldest verdict that is taken is said in seconds, minutes, hours or days", () => {
  const ages = ["0", "90", "90s", "10m", "2h", "1d"].map((age) => read(`maxAge=${age}`));
  assert.deepEqual(
    ages.map((question) => ("problem" in question ? question.problem : question.maxAgeSeconds)),
    [0, 90, 90, 600, 7200, 86_400],
  );
});

test("everything can be asked at once", () => {
  assert.deepEqual(read("profile=strict&tier=2&flow=ADT%20in&accept=override&maxAge=1h"), {
    profile: "strict",
    tier: "2",
    flow: "ADT in",
    acceptsOverride: true,
    maxAgeSeconds: 3600,
  });
});

test("a slip is refused, so that nobody takes the answer to another question for theirs", () => {
  const slips = [
    ...["maxage=10m", "maxAge=", "maxAge=-1", "maxAge=1.5h", "maxAge=10 m", "maxAge=1w", "maxAge=99999999999"],
    ...["maxAge=1&maxAge=2", "tier=0", "tier=5", "tier=one", "flow=", "profile=", "profile=../x", "profile=STRICT"],
    ...["accept=anything", "accept=", "force=true", "toString=1", `flow=${"x".repeat(201)}`],
  ];
  for (const slip of slips) assert.ok("problem" in read(slip), slip);
});

test("who asks for the advice of an emergency as a gate is sent on: it gates nothing", () => {
  const answer = read("profile=disaster");
  assert.ok("problem" in answer && answer.problem.includes("/advice"));
});
