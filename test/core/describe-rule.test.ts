import assert from "node:assert/strict";
import { test } from "node:test";
import { BankHolidays } from "#schemas/bank-holidays";
import { ChangeControl } from "#schemas/change-control";
import { Estate } from "#schemas/estate";
import { AcceptedGap, ExpectedDifference, InterfaceRule, PolicySettings, Waiver } from "#schemas/policy";
import { ReviewPolicy } from "#schemas/review-policy";
import { RulePack } from "#schemas/rule-pack";
import { TicketMapping } from "#schemas/ticket-mapping";
import { checkSchema } from "#services/core/policy/check-schema";
import { describeRule } from "#services/core/policy/describe-rule";

test("every form that a governed file asks for has words of its own, and no expression is shown to people", () => {
  const schemas = [
    Estate,
    ReviewPolicy,
    PolicySettings,
    ExpectedDifference,
    Waiver,
    AcceptedGap,
    InterfaceRule,
    ChangeControl,
  ];
  for (const pattern of patternsIn([...schemas, BankHolidays, TicketMapping, RulePack])) {
    const told = describeRule({
      keyword: "pattern",
      schema: pattern,
      params: { pattern },
      instancePath: "",
      schemaPath: "",
    });
    assert.doesNotMatch(told, /has not the form|\^|\$$/, pattern);
  }
});

test("a value of the wrong kind or form is told in plain words", () => {
  const told = checkSchema({ estate: "a", engines: { id: "x" } }, Estate).map(({ message }) => message);
  assert.deepEqual(told, ["the value must be a list: each entry on a line of its own, after `- `"]);
});

test("a word or a key that was nearly right is told with the one that was meant", () => {
  const pack = { rules: [{ at: "a", is: "volatil", kind: ["x"] }] };
  const told = checkSchema(pack, RulePack).filter(({ path }) => path.startsWith("/rules"));
  assert.deepEqual(
    told.map(({ path, message, remedy }) => [path, message.slice(0, 40), remedy.slice(0, 25)]),
    [
      ["/rules/0", "has the unknown key 'kind'", "Did you mean 'kinds'? The"],
      ["/rules/0/is", '"volatil" is not one of volatile, cosmet', "Did you mean 'volatile'? "],
    ],
  );
});

function patternsIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const entries = Object.entries(value);
  return entries.flatMap(([key, below]) =>
    key === "pattern" && typeof below === "string" ? [below] : patternsIn(below),
  );
}
