import assert from "node:assert/strict";
import { resolve } from "node:path";
import { test } from "node:test";
import type { EngineNode, Estate } from "#schemas/estate";
import type { Forge } from "#schemas/forge";
import { findUnconfined } from "#services/core/policy/find-unconfined";

const CONFINEMENT = { folders: ["/srv/north/secrets"], commands: ["/usr/bin/export-engine"] };

function found(node: Partial<EngineNode>, more: Partial<Estate> = {}): readonly string[] {
  const engine = { id: "tie", product: "mirth-connect", owner: "Integration" };
  const estate: Estate = {
    estate: "north",
    engines: [{ ...engine, nodes: [{ id: "tie-a", role: "primary", ...node }] }],
    ...more,
  };
  return findUnconfined(estate, CONFINEMENT, (name) => resolve("/srv/north", name));
}

const AT = "/engines/0/nodes/0";

test("an estate may name files of its own folder, by whatever way", () => {
  assert.deepEqual(found({ passwordFile: "/srv/north/secrets/tie" }), []);
  assert.deepEqual(found({ passwordFile: "secrets/tie" }), []);
  assert.deepEqual(found({ passwordFile: "../north/secrets/./tie" }), []);
});

test("an estate may not name a neighbour's secret, nor a file that only looks like its own", () => {
  const files = [
    "/srv/south/secrets/tie",
    "secrets/../../south/tie",
    "/srv/north/secrets-of-others/tie",
    "/proc/self/environ",
  ];
  for (const file of files) assert.deepEqual(found({ passwordFile: file }), [`${AT}/passwordFile`], file);
});

test("every key that names a file of this machine is looked at", () => {
  assert.deepEqual(found({ files: [{ path: "/etc" }] }), [`${AT}/files/0/path`]);
  const git = { repository: "/srv/south/.lockstep/store.git", ref: "main" };
  assert.deepEqual(found({ files: [{ git }] }), [`${AT}/files/0/git/repository`]);
  assert.deepEqual(found({ tls: { caFile: "/etc/other.pem" } }), [`${AT}/tls/caFile`]);
  const ssh = { host: "jump.hospital.test", identityFile: "/root/.ssh/id" };
  assert.deepEqual(found({ via: { ssh } }), [`${AT}/via/ssh/identityFile`]);
  assert.deepEqual(found({}, { tickets: { folder: "/srv/south/tickets" } }), ["/tickets/folder"]);
  const forge: Forge = { system: "github", app: { id: 1, keyFile: "/srv/south/app.pem" } };
  assert.deepEqual(found({}, { forge }), ["/forge/app/keyFile"]);
  const hook = { id: "gh", sender: "github", passwordFile: "/srv/south/hook" } as const;
  assert.deepEqual(found({}, { webhooks: [hook] }), ["/webhooks/0/passwordFile"]);
});

test("what lies on another machine is not this one's", () => {
  assert.deepEqual(found({ files: [{ sftp: { host: "files.hospital.test", path: "/etc" } }] }), []);
  const git = { repository: "https://git.hospital.test/x", ref: "main", path: "/a" };
  assert.deepEqual(found({ files: [{ git }] }), []);
});

test("a program runs here only when the provider allows it", () => {
  assert.deepEqual(found({ command: { argv: ["/usr/bin/export-engine", "--all"] } }), []);
  assert.deepEqual(found({ command: { argv: ["/bin/sh", "-c", "cat /srv/south/*"] } }), [`${AT}/command`]);
  assert.deepEqual(found({ command: { argv: ["/bin/sh"], ssh: { host: "tie.hospital.test" } } }), []);
});
