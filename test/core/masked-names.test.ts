import assert from "node:assert/strict";
import { test } from "node:test";
import type { RawNode } from "#services/core/dialect";
import { normaliseExport, renormaliseArtefact } from "#services/core/normalise";
import { branch, leaf, TINY_OPTIONS } from "#test/fakes/tiny-dialect";

/** Invented, with a right check digit. */
const NHS = "9991457720";
const SPACED = `${NHS.slice(0, 3)} ${NHS.slice(3, 6)} ${NHS.slice(6)}`;
const URL_OF_TWO = [
  "https://svc:quartzlantern9@registry.test/v2",
  "https://svc:basaltharbour7@registry.test/v2",
] as const;

function normalised(root: RawNode): ReturnType<typeof normaliseExport>["artefacts"][number] {
  const raw = { kind: "channel", key: "feed-1", name: "Feed 1", root };
  const bytes = new TextEncoder().encode(JSON.stringify(raw));
  const [first] = normaliseExport({ source: "channels", origin: "/channels", bytes }, TINY_OPTIONS).artefacts;
  assert.ok(first !== undefined);
  assert.deepEqual(renormaliseArtefact(first.artefact, TINY_OPTIONS).artefact, first.artefact, "read again it stays");
  return first;
}

const withAttribute = (name: string): RawNode => ({ ...leaf("server", "x"), attributes: [[name, "on"]] });

const NAMES: Readonly<Record<string, RawNode>> = {
  "of an element": branch("channel", branch("auths", branch(URL_OF_TWO[0], leaf("email", "x")))),
  "of a leaf": branch("channel", branch("auths", leaf(URL_OF_TWO[0], "on"))),
  "of a member of a list": branch("channel", branch("list", leaf(URL_OF_TWO[0], ""), leaf(URL_OF_TWO[0], ""))),
  "of a member of a set": branch("channel", branch("set", branch(URL_OF_TWO[0], leaf("a", "b")))),
  "of an attribute": branch("channel", withAttribute(URL_OF_TWO[0])),
  "of what is kept as provenance": branch("channel", branch("modified", leaf(URL_OF_TWO[0], "on"))),
  "of the root": branch(URL_OF_TWO[0], leaf("a", "b")),
  "that names a patient's number": branch("channel", branch("people", branch(`NHS ${SPACED}`, leaf("name", "x")))),
  "that is a number below patients": branch("channel", branch("patientIndex", branch(NHS, leaf("ward", "x")))),
  "that is a number far below nhsNumbers": branch("channel", branch("nhsNumbers", branch("north", leaf(NHS, "x")))),
  "that is a spaced number below patients": branch("channel", branch("patients", leaf(SPACED, "x"))),
};

const named = (node: RawNode, name: string): RawNode => ({ ...node, attributes: [["name", name]] });

/** Where an NHS number stands alone as a value. */
const VALUES: Readonly<Record<string, RawNode>> = {
  "a list of nhsNumbers": branch("channel", branch("nhsNumbers", leaf("item", NHS), leaf("item", "x"))),
  "a cell of a column of NHS numbers, and the row called after it": branch(
    "lookupTable",
    branch("set", named(branch("row", named(leaf("cell", NHS), "NHSNumber"), named(leaf("cell", "7"), "Ward")), NHS)),
  ),
  "a composed key of a table of patients": branch(
    "PatientToWard",
    branch("set", named(leaf("entry", "7"), `${NHS}||North`), named(leaf("entry", `a, ${NHS}`), "b")),
  ),
  "a composed name below patients": branch("channel", branch("patients", leaf(`${NHS} North`, "x"))),
  "a key of a table of patients": branch("PatientToWard", branch("set", named(leaf("entry", "7"), NHS))),
};

for (const [place, root] of Object.entries(VALUES)) {
  test(`keeps no number of a patient in ${place}`, () => {
    const { artefact, notices } = normalised(root);
    assert.ok(!JSON.stringify(artefact).includes(NHS), JSON.stringify(artefact));
    assert.ok(notices.length > 0);
  });
}

for (const [position, root] of Object.entries(NAMES)) {
  test(`keeps no secret and no patient in the name ${position}`, () => {
    const written = JSON.stringify(normalised(root));
    for (const part of ["quartzlantern9", NHS, SPACED]) assert.ok(!written.includes(part), written);
  });
}

test("tells of a patient in a name without showing it", () => {
  const { notices } = normalised(branch("channel", branch("patients", leaf(NHS, "x"))));
  assert.deepEqual(
    notices.map(({ code, path }) => [code, path]),
    [["patient-data-masked", "/patients"]],
  );
});

test("keeps two masked names apart, in any order", () => {
  const [a, b] = URL_OF_TWO;
  const keysOf = (...names: readonly string[]): readonly string[] => {
    const { artefact } = normalised(branch("channel", branch("set", ...names.map((name) => leaf(name, "")))));
    return (artefact.root.children?.[0]?.children ?? []).map(({ key }) => key ?? "");
  };
  assert.equal(new Set(keysOf(a, b)).size, 2);
  assert.deepEqual(keysOf(a, b), keysOf(b, a));
});

test("masks again what looks like a token in a name, for somebody copied it from here", () => {
  const copied = `masked:k1:${"a".repeat(32)}`;
  assert.ok(!JSON.stringify(normalised(branch("channel", branch("set", leaf(copied, "x"))))).includes(copied));
});

test("leaves names readable that hold nothing", () => {
  const names = [
    "com.example.engine.plugins.FilterTransformer",
    "PID.5.1",
    "b3f1c2d4-0000-4000-8000-1234567890ab",
    "https://registry.test:8443/v2",
    NHS,
    "1700000000",
    "Über straße",
  ];
  const written = JSON.stringify(
    normalised(branch("channel", branch("ports", ...names.map((name) => leaf(name, "x"))))),
  );
  for (const name of names) assert.ok(written.includes(JSON.stringify(name)), name);
});
