import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { compareOffline } from "#services/compose/estate/compare-sides";
import { createMask } from "#services/core/mask";
import { projectRoot } from "#test/project-root";

const CASES = join(projectRoot, "test/engines/iris/cases");
const MASK = createMask("compare", Buffer.alloc(32, 7));

async function findingsOf(name: string): Promise<readonly string[]> {
  const [a, b] = [join(CASES, name, "a"), join(CASES, name, "b")];
  const { findings } = await compareOffline(a, b, { product: "iris", mask: MASK });
  return findings.flatMap(({ artefact, changes }) => changes.map(({ label }) => `${artefact.name}: ${label}`));
}

test("a folder of classes and one of the site's own source control are compared as a whole", async () => {
  assert.deepEqual(await findingsOf("decomposed-production"), []);
  assert.deepEqual(await findingsOf("lookup-tables-in-two-forms"), []);
  assert.deepEqual(await findingsOf("rule-in-two-forms"), []);
  assert.deepEqual(await findingsOf("cpf-of-two-members"), ["Namespaces: INTEROP", "config: MaxServers"]);
});
