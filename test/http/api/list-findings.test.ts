import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Finding } from "#schemas/finding";
import { listFindings } from "#services/http/api/list-findings";
import { aDrift, judgeOne } from "#test/fakes/judged";

const ONE = judgeOne(aDrift());

function finding(number: number, severity: Finding["severity"]): Finding {
  return { ...ONE, id: `sha256:${String(number).padStart(64, "0")}`, severity };
}

const SEVERITY = fc.constantFrom<Finding["severity"]>("critical", "high", "medium", "low", "info");

test("parts of a list of findings hold each of them once, however long the parts are", () => {
  fc.assert(
    fc.property(fc.array(SEVERITY, { maxLength: 40 }), fc.integer({ min: 1, max: 11 }), (severities, limit) => {
      const findings = severities.map((severity, index) => finding(index, severity));
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const part = listFindings({ findings, waiting: [] }, {}, { limit, after });
        assert.ok(part);
        seen.push(...part.items.map((item) => item.finding.id));
        after = part.next;
      } while (after !== undefined);
      assert.equal(seen.length, findings.length);
      assert.deepEqual(new Set(seen), new Set(findings.map(({ id }) => id)));
    }),
  );
});

test("loses no finding where the one that came last is gone meanwhile", () => {
  const findings = [1, 2, 3, 4].map((number) => finding(number, "high"));
  const first = listFindings({ findings, waiting: [] }, {}, { limit: 2, after: undefined });
  const left = findings.filter(({ id }) => id !== first?.items[1]?.finding.id);
  const second = listFindings({ findings: left, waiting: [] }, {}, { limit: 2, after: first?.next });
  assert.deepEqual(
    second?.items.map((item) => item.finding.id),
    [findings[2]?.id, findings[3]?.id],
  );
});

test("a cursor of another list is none of this one", () => {
  assert.equal(listFindings({ findings: [], waiting: [] }, {}, { limit: 2, after: "12" }), undefined);
});
