import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { testForgeFailures } from "./forge-failure-claims.js";
import { testForgeGuards } from "./forge-guard-claims.js";
import type { ForgeHarness } from "./forge-harness.js";
import { testForgeOpinions } from "./forge-opinion-claims.js";
import { testForgeReviews } from "./forge-review-claims.js";
import { FORGE_FEATURES, FORGE_SITUATIONS } from "./forge-situations.js";
import { forgeSuite } from "./forge-suite.js";
import { testForgeWords } from "./forge-word-claims.js";

/** Holds a forge against what every one must do, whatever its make. */
export function testForgeConformance(harness: ForgeHarness): void {
  const { notApplicable = {}, askedOtherwise = {} } = harness;
  const suite = forgeSuite(harness);

  describe(`forge ${harness.name}`, () => {
    it("can be staged in every situation, but for those that it names with a reason", (t: TestContext) => {
      for (const needed of [...FORGE_SITUATIONS, ...FORGE_FEATURES]) {
        const reason = notApplicable[needed];
        if (reason === undefined) continue;
        assert.ok(reason.length > 20, `${needed} has no reason`);
        t.diagnostic(`n/a for ${harness.name}: ${needed}: ${reason}`);
      }
    });

    it("finds no fault with an entry that will do, and one with each that will not", () =>
      suite.staged("healthy", async (staged) => {
        const forge = staged.forge;
        assert.deepEqual(forge.declarationProblems(staged.request.declared), []);
        for (const declared of harness.faultyDeclarations) {
          assert.notDeepEqual(forge.declarationProblems(declared), [], JSON.stringify(declared));
        }
      }));

    testForgeReviews(suite);
    testForgeOpinions(suite);
    testForgeWords(suite);
    testForgeGuards(suite);
    testForgeFailures(suite);

    suite.when(
      "wire",
      "asks all that stands on its list of requests, so that no more stands there than is needed",
      () =>
        suite.staged("healthy", async (staged) => {
          for (const pattern of staged.forge.requests) {
            assert.equal(suite.used.has(pattern), askedOtherwise[pattern] === undefined, pattern);
          }
        }),
    );
  });
}
