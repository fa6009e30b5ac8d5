import assert from "node:assert/strict";
import { test } from "node:test";
import { isNumber } from "#services/core/tickets/is-number";
import { approvedChange, system, withInstance } from "./stage-instance.js";

test("a mapping is proposed for the numbers, states and address of the instance", () =>
  withInstance({}, async ({ simulator, request }) => {
    const { mapping, notes } = await system.discover(request);
    assert.equal(mapping.link, `${simulator.url}/change_request.do?sys_id={id}`);
    assert.ok(isNumber("CHG0034512", mapping) && isNumber("CHG10034512", mapping) && !isNumber("CHG003451", mapping));
    assert.deepEqual(mapping.lifecycle.words, request.mapping.lifecycle.words);
    assert.deepEqual(notes, ["Your own field u_channels ('Interfaces', string) is not mapped."]);
  }));

test("numbers of another prefix are found by what the instance holds", () =>
  withInstance(
    { changes: [approvedChange({ number: "RFC00001" }), approvedChange({ number: "RFC00002" })] },
    async ({ request }) => {
      const { mapping } = await system.discover(request);
      assert.ok(isNumber("RFC00001", mapping) && !isNumber("CHG0034512", mapping));
      assert.deepEqual((await system.find({ ...request, mapping }, ["RFC00002"])).facts.length, 1);
    },
  ));

test("a state that the site renamed is left out, so that it authorises nothing until somebody says what it means", () =>
  withInstance({}, async ({ simulator, request }) => {
    const choice = { name: "change_request", element: "state", language: "en", inactive: "false" };
    simulator.state.insert("sys_choice", { ...choice, value: "-15", label: "Awaiting <b>Caldicott</b>" });
    simulator.state.insert("sys_choice", { ...choice, value: "40", label: "Authorise" });
    const { mapping, notes } = await system.discover(request);
    assert.equal(mapping.lifecycle.words["-15"], undefined);
    assert.equal(mapping.lifecycle.words["40"], "authorise");
    assert.ok(
      notes.includes(
        "State -15 is called 'Awaiting ?b?Caldicott?/b?': nobody knows what it stands for, so it authorises nothing.",
      ),
    );
  }));

test("what the account may not look up is said, and left as it ships", () =>
  withInstance(
    { changes: [], rights: { deniedTables: ["sys_choice", "sys_dictionary"], hiddenFields: [] } },
    async ({ request }) => {
      const { mapping, notes } = await system.discover(request);
      assert.equal(mapping.number.pattern, request.mapping.number.pattern);
      assert.deepEqual(mapping.lifecycle.words, request.mapping.lifecycle.words);
      assert.equal(notes.length, 3);
    },
  ));

test("a field that the mapping reads and the instance does not show is named", () =>
  withInstance({ rights: { hiddenFields: ["change_request.approval_set"] } }, async ({ request }) => {
    const { notes } = await system.discover(request);
    assert.ok(notes.some((note) => note.startsWith("change_request has no approval_set")));
  }));
