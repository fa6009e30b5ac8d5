import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { LockstepError } from "#services/core/errors";
import { readServiceSettings } from "#services/running/service/read-service-settings";

let folder: string;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "service-settings-"));
  for (const name of ["north", "south"]) mkdirSync(join(folder, name, ".lockstep", "store.git"), { recursive: true });
  symlinkSync(join(folder, "north"), join(folder, "also-north"));
});

after(() => rmSync(folder, { recursive: true, force: true }));

function read(yaml: string, environment: NodeJS.ProcessEnv = {}) {
  const file = join(folder, "service.yaml");
  writeFileSync(file, yaml);
  return readServiceSettings({ cwd: folder, environment, service: file });
}

function refusalOf(yaml: string, environment: NodeJS.ProcessEnv = {}): string {
  try {
    read(yaml, environment);
  } catch (error) {
    assert.ok(error instanceof LockstepError);
    assert.equal(error.code, "service-invalid");
    return error.message;
  }
  return assert.fail("it was taken");
}

test("each estate has a folder, data and keys of its own", () => {
  const { estates, dataFolder } = read("estates: [{ folder: north }, { folder: south, data: ../south-data }]\n");
  assert.deepEqual(
    estates.map((each) => each.storeDir),
    [join(folder, "north", ".lockstep", "store.git"), join(folder, "..", "south-data", "store.git")],
  );
  assert.notEqual(estates[0]?.maskKeyFile, estates[1]?.maskKeyFile);
  assert.equal(dataFolder, join(folder, ".lockstep-service"));
});

test("what the environment says of one estate's keys reaches none of several", () => {
  const environment = {
    LOCKSTEP_MASK_KEY_FILE: "/run/secrets/mask",
    LOCKSTEP_DATA: "/data",
    LOCKSTEP_ESTATE: "/other",
  };
  const { estates } = read("estates: [{ folder: north }, { folder: south }]\n", environment);
  for (const { maskKeyFile, dataFolder } of estates) {
    assert.ok(maskKeyFile.startsWith(folder));
    assert.ok(dataFolder.startsWith(folder));
  }
});

test("an estate with a prefix sees its own passwords and no other's", () => {
  const environment = { NORTH_TIE_PASSWORD: "n", SOUTH_TIE_PASSWORD: "s", TIE_PASSWORD: "of nobody", PATH: "/usr/bin" };
  const yaml = `estates:
  - { folder: north, environmentPrefix: NORTH_ }
  - { folder: south, environmentPrefix: SOUTH_ }
`;
  const [north, south] = read(yaml, environment).estates;
  assert.equal(north?.environment["TIE_PASSWORD"], "n");
  assert.equal(south?.environment["TIE_PASSWORD"], "s");
  assert.equal(north?.environment["SOUTH_TIE_PASSWORD"], undefined);
  assert.equal(north?.environment["PATH"], "/usr/bin");
});

test("beside others, an estate without a prefix sees no password, and may name nothing of the machine", () => {
  const environment = { TIE_PASSWORD: "of whom?", PATH: "/usr/bin" };
  const [north] = read("estates: [{ folder: north }, { folder: south }]\n", environment).estates;
  assert.equal(north?.environment["TIE_PASSWORD"], undefined);
  assert.equal(north?.environment["PATH"], "/usr/bin");
  assert.deepEqual(north?.confinement, { folders: [], commands: [] });
});

test("an estate that is alone has the machine for itself", () => {
  const [north] = read("estates: [{ folder: north }]\n", { TIE_PASSWORD: "its own" }).estates;
  assert.equal(north?.environment["TIE_PASSWORD"], "its own");
  assert.equal(north?.confinement, undefined);
});

test("two estates never share a folder, whatever it is called, nor a key", () => {
  assert.match(refusalOf("estates: [{ folder: north }, { folder: also-north }]\n"), /same folder/);
  const keys = "estates: [{ folder: north, maskKeyFile: k }, { folder: south, maskKeyFile: ./k }]\n";
  assert.match(refusalOf(keys), /same mask key/);
  const signing = "estates: [{ folder: north, signingKeyFile: k }, { folder: south, signingKeyFile: k }]\n";
  assert.match(refusalOf(signing), /same signing key/);
});

test("a file that does not read names every problem, and shows no secret", () => {
  const secret = "a-secret-that-was-pasted-here";
  const told = refusalOf(
    `estates: []\nsignIn: { issuer: https://id.hospital.test, clientId: x, clientSecret: ${secret} }\nmood: good\n`,
  );
  assert.match(told, /\/estates/);
  assert.match(told, /clientSecret/);
  assert.match(told, /mood/);
  assert.doesNotMatch(told, new RegExp(secret));
  assert.match(refusalOf("estates: [\n"), /not YAML at line/);
});

test("a secret stands in one place", () => {
  const sign = (secret: string) =>
    `estates: [{ folder: north }]\nsignIn: { issuer: https://id.hospital.test, clientId: x, clientSecret: ${secret} }\n`;
  assert.equal(read(sign("{ env: OIDC_SECRET }")).file.signIn?.clientId, "x");
  assert.match(refusalOf(sign("{ env: OIDC_SECRET, file: /run/secrets/oidc }")), /clientSecret/);
  assert.match(refusalOf(sign("{}")), /clientSecret/);
});

test("a service file that is not there is said", () => {
  assert.throws(
    () => readServiceSettings({ cwd: folder, environment: { LOCKSTEP_SERVICE_FILE: "none.yaml" } }),
    (error) => error instanceof LockstepError && error.code === "service-invalid",
  );
});
