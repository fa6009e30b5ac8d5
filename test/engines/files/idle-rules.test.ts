import assert from "node:assert/strict";
import { test } from "node:test";
import { adviseIdleRules } from "#services/engines/files/advise-idle-rules";
import { createFileReader } from "#services/engines/files/create-file-reader";
import { parseRulePack } from "#services/engines/files/parse-rule-pack";
import { PACKS } from "./file-fixture.js";
import { requestFor, stageFolder } from "./stage-sources.js";

const PACK = `pack: home
version: 1
title: The home-made engine
include: ["**/*.json", "routes/*.jsn"]
kinds:
  home-file: { folder: home-files, title: File, concept: setting }
  home-route: { folder: home-routes, title: Route, concept: route }
documents:
  - match: "**"
    kind: home-file
    format: json
    items:
      - { at: routes/item, kind: home-route, key: [nome] }
      - { at: filters/item, kind: home-route, key: [name] }
rules:
  - { at: saved, is: cosmetic }
  - { at: "**/passwort", is: secret }
cases: []
`;

test("doctor tells what of a site's own pack says nothing about the files that are there", async () => {
  const staged = stageFolder({ "conf.json": '{"saved": "monday", "routes": [{"name": "adt", "password": "x"}]}' });
  try {
    const own = new Map([["policy/home.pack.yaml", parseRulePack(PACK, "policy/home.pack.yaml")]]);
    const reader = createFileReader({ packs: { presets: PACKS, own } });
    const found = await reader.diagnose(requestFor({ path: staged.folder, pack: "policy/home.pack.yaml" }));
    assert.deepEqual(
      found.filter(({ state }) => state === "warning").map(({ message }) => message),
      [
        "policy/home.pack.yaml: include 'routes/*.jsn' fits none of the files.",
        "policy/home.pack.yaml: documents/0/items/0: no item has the key nome.",
        "policy/home.pack.yaml: documents/0/items/1 (at 'filters/item') is nowhere in the files.",
        "policy/home.pack.yaml: rules/1 (at '**/passwort', secret) fits nothing in the files.",
      ],
    );
    const preset = await reader.diagnose(requestFor({ path: staged.folder }));
    assert.deepEqual(
      preset.map(({ state }) => state),
      ["ok"],
    );
  } finally {
    staged.remove();
  }
});

test("validate advises of what no case of a pack speaks of", () => {
  const cases = `cases:
  - { title: saved is none, file: conf.json, a: '{"saved": 1}', b: '{"saved": 2}', expect: same }`;
  const pack = parseRulePack(PACK.replace("cases: []", cases), "policy/home.pack.yaml");
  const advice = adviseIdleRules(new Map([["policy/home.pack.yaml", pack]])).map(({ message }) => message);
  assert.equal(advice.length, 4);
  assert.match(advice[3] ?? "", /rules\/1 \(at '\*\*\/passwort', secret\) fits nothing/);
});
