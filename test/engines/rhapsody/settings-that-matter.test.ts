import assert from "node:assert/strict";
import { test } from "node:test";
import { strToU8, zipSync } from "fflate";
import { keptText, readAnswer } from "./read-answers.js";

/** What is kept of a communication point with this in it. */
function kept(content: string, properties = ""): string {
  const point = `<communicationPoint name="To LIS" uuid="21111111-1111-4111-8111-111111111111" type="WS"><configuration>${properties}</configuration>${content}</communicationPoint>`;
  const xml = `<configuration version="7"><lockers><locker name="Clinical" uuid="11111111-1111-4111-8111-111111111111"><communicationPoints>${point}</communicationPoints></locker></lockers></configuration>`;
  return keptText(readAnswer(zipSync({ "configuration.xml": strToU8(xml) }), "configuration"));
}

const property = (name: string, value: string): string =>
  kept("", `<property name="${name}">${value.replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</property>`);

test("a version within a setting, or in an element that nobody knows, is a setting", () => {
  const message = (version: string) => property("Config", `<m><hl7 version="${version}"/><x/></m>`);
  assert.notEqual(message("2.3"), message("2.5"));
  const soap = (version: string) => property("Config", `<soap version="${version}"><url>x</url></soap>`);
  assert.notEqual(soap("1.1"), soap("1.2"));
  assert.notEqual(kept('<tls version="1.0"/>'), kept('<tls version="1.3"/>'));
  const form = (version: string) => kept(`<NextDestinations version="${version}"><Connector/></NextDestinations>`);
  assert.equal(form("1"), form("2"));
});

test("a rule's id is left out where it is a mere count, and nowhere else", () => {
  const rules = (id: string) => property("Rules", `<rules><rule ruleId="${id}"><field>PID-3</field></rule></rules>`);
  assert.equal(rules("1"), rules("2"));
  assert.notEqual(rules("drop-tests"), rules("keep-tests"));
  const calls = (id: string) => property("Config", `<calls><call ruleId="${id}"/><x/></calls>`);
  assert.notEqual(calls("1"), calls("2"));
  const named = (id: string) => property("Config", `<calls><call><ruleId>${id}</ruleId></call></calls>`);
  assert.notEqual(named("1"), named("2"));
});

test("a folder that is a setting is compared, what the editor notes of an object's own folder is not", () => {
  const admin = (name: string, value: string) =>
    kept(`<adminProperties><property name="${name}">${value}</property></adminProperties>`);
  assert.notEqual(admin("Archive_Folder", "/a"), admin("Archive_Folder", "/b"));
  assert.equal(admin("_Folder", "/a"), admin("_Folder", "/b"));
});

test("whether passwords are checked is no password", () => {
  assert.notEqual(property("CheckPassword", "always"), property("CheckPassword", "never"));
  assert.ok(!property("Password", "Wint3r-Pa55").includes("Wint3r"));
});
