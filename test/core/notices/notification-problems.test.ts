import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { stringify } from "yaml";
import type { Notifications } from "#schemas/notifications";
import { type Governed, parseGoverned } from "#services/core/policy/parse-governed";
import { projectRoot } from "#test/project-root";
import { POLICY } from "./a-matter.js";

const FILE = "policy/notifications.yaml";
const NODES = [
  { id: "tie-a", role: "primary", url: "https://tie-a.hospital.test" },
  { id: "tie-b", role: "standby", url: "https://tie-b.hospital.test" },
];
const ESTATE = {
  estate: "hospital",
  engines: [{ id: "tie", product: "mirth-connect", owner: "Integration team", nodes: NODES }],
};

function governed(text: string): Governed {
  return parseGoverned(
    new Map([
      ["estate.yaml", stringify(ESTATE)],
      [FILE, text],
    ]),
  );
}

function problems(special: Partial<Notifications>): readonly string[] {
  return governed(stringify({ ...POLICY, ...special })).problems.map(({ path, message }) => `${path} ${message}`);
}

test("a sound file says who is told of what", () => {
  assert.deepEqual(problems({ digest: { at: "07:00", timeZone: "Europe/London" }, ledgerHead: ["manager"] }), []);
});

test("the starter names no channel, and nobody is told anything", () => {
  const starter = readFileSync(join(projectRoot, "baselines", "starter", FILE), "utf8");
  assert.deepEqual(governed(starter).notifications, { channels: [], otherwise: [] });
  assert.deepEqual(governed(starter).problems, []);
});

test("what leads nowhere is told by its place", () => {
  const channel = { id: "x", kind: "teams" } as const;
  assert.deepEqual(problems({ channels: [...POLICY.channels, { id: "m", kind: "mail" }] }), [
    "/channels/3 'm' has no addresses",
  ]);
  assert.deepEqual(problems({ channels: [...POLICY.channels, channel] }), [
    "/channels/3 'x' must have one of urlEnv and urlFile",
  ]);
  assert.deepEqual(problems({ otherwise: ["nobody"] }), ["/otherwise names 'nobody', which is no channel"]);
  assert.deepEqual(problems({ otherwise: [] }), ["/otherwise is left out"]);
  assert.deepEqual(problems({ digest: { timeZone: "Europe/Lundon" } }), [
    "/digest/timeZone is no time zone that is known",
  ]);
  assert.deepEqual(problems({ routes: [{ id: "a", engines: ["lab"], tell: ["mail"] }] }), [
    "/routes/0/engines names 'lab', which is no engine of the estate",
  ]);
  assert.deepEqual(
    problems({
      routes: [
        {
          id: "a",
          tell: ["mail"],
          escalate: [
            { afterHours: 4, tell: ["mail"] },
            { afterHours: 2, tell: ["mail"] },
          ],
        },
      ],
    }),
    ["/routes/0/escalate does not go on later each time"],
  );
});

test("a mail address cannot hold a second one, nor a line of its own", () => {
  for (const to of [
    "a@trust.hospital.test, b@evil.example",
    "a@trust.hospital.test\nBcc: b@evil.example",
    "<a@trust.hospital.test>",
    "a@@b",
  ])
    assert.equal(
      problems({ channels: [{ id: "mail", kind: "mail", to: [to] }, ...POLICY.channels.slice(1)] }).length,
      1,
      to,
    );
});

test("a slip in the file makes no verdict unknown", () => {
  const { policy, notifications } = governed("channels: none\n");
  assert.ok(policy);
  assert.equal(notifications, undefined);
});
