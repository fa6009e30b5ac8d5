import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import type { Estate } from "#schemas/estate";
import { adviseServerIds } from "#services/core/policy/advise-server-ids";
import { parseGoverned } from "#services/core/policy/parse-governed";

const ESTATE = `
estate: example
engines:
  - id: tie
    product: mirth-connect
    owner: Integration team
    nodes:
      - { id: tie-a, role: primary, url: "https://tie-a.hospital.test/api", serverId: a }
      - { id: tie-b, role: standby, url: "https://tie-b.hospital.test/api" }
`;

test("a node without a declared server id is advised of, and nothing is called wrong for it", () => {
  const { estate, problems } = parseGoverned(new Map([["estate.yaml", ESTATE]]));
  assert.deepEqual(problems, []);
  const advice = adviseServerIds(estate);
  assert.deepEqual(
    advice.map(({ path, message }) => [path, message]),
    [["/engines/0/nodes/1", "declares no serverId for 'tie/tie-b'"]],
  );
});

test("a node that is read from files has no server to name", () => {
  const estate = parse(ESTATE) as Estate;
  const nodes = estate.engines.flatMap((engine) => engine.nodes.map(({ url: _url, ...node }) => node));
  assert.deepEqual(adviseServerIds({ ...estate, engines: estate.engines.map((engine) => ({ ...engine, nodes })) }), []);
});
