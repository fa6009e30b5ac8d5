import assert from "node:assert/strict";
import { test } from "node:test";
import { parseMetrics } from "#services/formats/prometheus/parse-metrics";

test("names, labels and values are read, also escaped ones", () => {
  const text = '# TYPE a gauge\na 1\nb{id="X\\"Y",host="To, PAS"} 2.5e3 1700000000\n\nc NaN\n';
  assert.deepEqual(
    parseMetrics(text)?.map(({ name, labels, value }) => [name, [...labels], value]),
    [
      ["a", [], 1],
      [
        "b",
        [
          ["id", 'X"Y'],
          ["host", "To, PAS"],
        ],
        2500,
      ],
      ["c", [], Number.NaN],
    ],
  );
});

test("a page is no metrics", () => {
  assert.equal(parseMetrics("<html><body>Login</body></html>"), undefined);
});
