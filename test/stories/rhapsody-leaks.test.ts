import assert from "node:assert/strict";
import { test } from "node:test";
import type { RhapsodyModel } from "#services/simulators/rhapsody/model";
import { ENGINE } from "#test/engines/rhapsody/invented-engine";
import { findLeaks } from "#test/fakes/canaries";
import { findLeaksInRepository } from "#test/fakes/find-leaks-in-repository";
import { startRhapsodyPair } from "#test/fakes/rhapsody-pair";

/** One for each place where an engine holds a secret, and an invented patient. */
const SECRETS: Readonly<Record<string, string>> = {
  password: "canaryQx7-property",
  passphrase: "canaryQx7-passphrase",
  document: "canaryQx7-document",
  address: "canaryQx7-address",
  script: "canaryQx7-script",
  library: "canaryQx7-library",
  encryptedVariable: "canaryQx7-encrypted",
  openVariable: "canaryQx7-variable",
  override: "canaryQx7-override",
  auxiliary: "canaryQx7-auxiliary",
  auditDetails: "canaryQx7-audit",
  nhsNumber: "9991234500",
  familyName: "Canarywick-Qxborough",
};

test("no secret and no patient of a Rhapsody engine stands in the repository or a report, and a changed open one is seen", async () => {
  await using pair = await startRhapsodyPair(planted(SECRETS));
  await pair.check();
  await pair.adopt();
  const first = await pair.check();
  assert.equal(first.readiness.verdict, "ready", JSON.stringify(first.readiness.reasons));
  const rotated = Object.fromEntries(Object.entries(SECRETS).map(([place, value]) => [place, `${value}-rotated`]));
  pair.standby.change(() =>
    planted({ ...rotated, nhsNumber: SECRETS["nhsNumber"] ?? "", familyName: SECRETS["familyName"] ?? "" }),
  );
  const second = await pair.check();
  const changed = second.findings.filter((finding) => finding.case !== "in-lockstep");
  assert.deepEqual(changed.map(({ artefact }) => artefact.name).toSorted(), [
    "ADT In",
    "Dates",
    "From PAS",
    "SmtpPassword",
  ]);
  assert.deepEqual(await findLeaksInRepository(pair.estate.storeDir, SECRETS), []);
  assert.deepEqual(findLeaks(Buffer.from(JSON.stringify([first, second])), SECRETS), []);
});

/** The invented engine with a secret in each place. */
function planted(secrets: Readonly<Record<string, string>>): RhapsodyModel {
  const secret = (place: string): string => secrets[place] ?? "";
  const message = `MSH|^~\\&|TIE|HOSPITAL|||20261001||ADT^A01|1|P|2.3\rPID|1||${secret("nhsNumber")}||${secret("familyName")}^Ada`;
  const [clinical, ...others] = ENGINE.lockers;
  assert.ok(clinical);
  const points = clinical.communicationPoints.map((point) => ({
    ...point,
    properties: {
      ...point.properties,
      Password: secret("password"),
      KeyPassphrase: secret("passphrase"),
      Config: `<service><password>${secret("document")}</password></service>`,
      ...(point.name === "From PAS" && { URL: `https://tie:${secret("address")}@pas.hospital.test/` }),
    },
    ...(point.name === "Heartbeat" && { files: { "MsgBody.txt": message } }),
    ...(point.name === "From PAS" && { files: { "pas.properties": `db.password=${secret("auxiliary")}\n` } }),
  }));
  const routes = clinical.routes.map((route) => ({
    ...route,
    filters: route.filters.map((filter) => ({
      ...filter,
      properties: { ...filter.properties, Script: `var password = '${secret("script")}';\nsend(password);\n` },
    })),
  }));
  return {
    ...ENGINE,
    lockers: [{ ...clinical, communicationPoints: points, routes }, ...others],
    jsLibraries: (ENGINE.jsLibraries ?? []).map((library) => ({
      ...library,
      functions: library.functions.map((each) => ({ ...each, body: `var apiKey = "${secret("library")}";\n` })),
    })),
    variables: [
      { name: "LisPassword", value: secret("encryptedVariable"), encrypted: true, overrideValue: secret("override") },
      { name: "SmtpPassword", value: secret("openVariable") },
    ],
    audit: ENGINE.audit.map((line) => ({ ...line, details: secret("auditDetails") })),
  };
}
