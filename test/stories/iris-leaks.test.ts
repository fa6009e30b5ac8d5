import assert from "node:assert/strict";
import { test } from "node:test";
import type { Row } from "#services/simulators/iris/model";
import { findLeaks } from "#test/fakes/canaries";
import { findLeaksInRepository } from "#test/fakes/find-leaks-in-repository";
import { type MirrorPair, startMirrorPair } from "#test/fakes/mirror-pair";
import { PRODUCTION, SETTINGS } from "#test/simulators/small-instance";

/** One for each place where an engine holds a secret. */
const SECRETS: Readonly<Record<string, string>> = {
  connectionString: "canaryQx7-dsn",
  address: "canaryQx7-url",
  setting: "canaryQx7-token",
  remoteSettings: "canaryQx7-remote",
  defaultSetting: "canaryQx7-smtp",
  parameter: "canaryQx7-parameter",
  code: "canaryQx7-code",
  credentials: "canaryQx7-credentials",
  user: "canaryQx7-user",
  startup: "canaryQx7-startup",
  privateKey: "canaryQx7-key",
};

test("no secret of an InterSystems engine stands in the repository or a report, and a changed one is seen", async () => {
  await using pair = await startMirrorPair();
  for (const { state } of [pair.a, pair.b]) plant(state, SECRETS);
  await pair.check();
  await pair.adopt();
  const first = await pair.check();
  assert.equal(first.readiness.verdict, "ready");
  const rotated = Object.fromEntries(Object.entries(SECRETS).map(([place, value]) => [place, `${value}-rotated`]));
  plant(pair.b.state, rotated);
  const second = await pair.check();
  const changed = second.findings.filter((finding) => finding.case !== "in-lockstep");
  assert.deepEqual(changed.map(({ artefact }) => artefact.name).toSorted(), [
    "Hospital.Shared.Functions",
    "SMTPPassword of EnsLib.EMail.OutboundAdapter",
    "To LIMS",
  ]);
  const leaks = await findLeaksInRepository(pair.estate.storeDir, SECRETS);
  assert.deepEqual(leaks, []);
  assert.deepEqual(findLeaks(Buffer.from(JSON.stringify([first, second])), SECRETS), []);
});

function plant(state: MirrorPair["a"]["state"], secrets: Readonly<Record<string, string>>): void {
  const last = `<Setting Target="Adapter" Name="Port">7101</Setting>`;
  const production = state.namespaces.get("LIVE")?.documents.get(PRODUCTION)?.text ?? "";
  const settings = [
    `<Setting Target="Adapter" Name="DSN">Driver=SQL;UID=sa;PWD=${secrets["connectionString"]}</Setting>`,
    `<Setting Target="Adapter" Name="URL">https://lab:${secrets["address"]}@lims.hospital.test/api</Setting>`,
    `<Setting Target="Host" Name="ApiToken">${secrets["setting"]}</Setting>`,
    `<Setting Target="Host" Name="%remoteSettings">user=lab\npassword=${secrets["remoteSettings"]}</Setting>`,
  ];
  const plain = production.replace(/(Port">7101<\/Setting>)[\s\S]*?\n {2}<\/Item>/, "$1\n  </Item>");
  state.putDocument(
    "LIVE",
    PRODUCTION,
    plain.replace(last, () => [last, ...settings].join("\n    ")),
  );
  const item = `<item production="*" item="*" class="EnsLib.EMail.OutboundAdapter" setting="SMTPPassword" value="${secrets["defaultSetting"]}"></item>`;
  state.putDocument("LIVE", SETTINGS, `<?xml version="1.0"?>\n<defaultSettings>\n${item}\n</defaultSettings>\n`);
  state.putDocument(
    "LIVE",
    "Hospital.Shared.Functions.cls",
    `Class Hospital.Shared.Functions Extends Ens.Rule.FunctionSet\n{\n\nParameter PASSWORD = "${secrets["parameter"]}";\n\nClassMethod Send()\n{\n    set request.Password = "${secrets["code"]}"\n}\n\n}\n`,
  );
  setColumn(state, "LIVE", "Ens_Config.Credentials", { Password: secrets["credentials"] ?? "" });
  setColumn(state, "%SYS", "Security.Users", { Password: secrets["user"] ?? "" });
  setColumn(state, "%SYS", "Config.Startup", { PasswordHash: secrets["startup"] ?? "" });
  setColumn(state, "%SYS", "Security.SSLConfigs", { PrivateKeyPassword: secrets["privateKey"] ?? "" });
}

function setColumn(state: MirrorPair["a"]["state"], namespace: string, table: string, values: Row): void {
  state.setRows(
    namespace,
    table,
    state.rows(namespace, table).map((row) => ({ ...row, ...values })),
  );
}
