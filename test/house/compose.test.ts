import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { projectRoot } from "#test/project-root";
import { ComposeForm } from "./compose-form.js";
import { imageSteps, readCompose } from "./read-compose.js";

const SETTINGS = new Set(["LOCKSTEP_SERVICE_FILE", "LOCKSTEP_QUEUE_URL", "LOCKSTEP_DATA"]);

test("the compose file says only what Compose knows", () => {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  assert.equal(ajv.validate(ComposeForm, readCompose()), true, ajv.errorsText());
});

test("Docker Compose itself takes the file", (t) => {
  const found = findCompose();
  if (found === undefined) return t.skip("Docker Compose is not installed here (Debian: docker-compose)");
  const { program, isVersionOne } = found;
  const folder = mkdtempSync(join(tmpdir(), "lockstep-compose-"));
  try {
    const file = isVersionOne ? join(folder, "docker-compose.json") : join(projectRoot, "docker-compose.yml");
    if (isVersionOne) writeFileSync(file, JSON.stringify(forVersionOne(readCompose())));
    const [command = "", ...args] = program;
    const options = ["--file", file, "--project-directory", projectRoot, "config", "--quiet"];
    const run = spawnSync(command, [...args, ...options], { cwd: projectRoot, encoding: "utf8" });
    assert.equal(run.status, 0, run.stderr);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function findCompose(): { readonly program: readonly string[]; readonly isVersionOne: boolean } | undefined {
  for (const program of [["docker", "compose"], ["docker-compose"]]) {
    const [command = "", ...args] = program;
    const { status, stdout } = spawnSync(command, [...args, "version", "--short"], { encoding: "utf8" });
    if (status === 0) return { program, isVersionOne: stdout.startsWith("1.") };
  }
  return undefined;
}

/** The same for the Compose that Debian ships: it knows neither the project's name nor an image described in the file; all else is held against its own schema. */
function forVersionOne({ name: _name, services, ...rest }: ReturnType<typeof readCompose>): object {
  const said = Object.entries(services).map(([id, { build, ...service }]) => [
    id,
    build === undefined ? service : { ...service, build: { context: build.context, dockerfile: "Dockerfile" } },
  ]);
  return { ...rest, services: Object.fromEntries(said) };
}

test("whatever a container names is declared: secrets, networks, volumes, and what it waits for", () => {
  const { services, secrets, networks, volumes } = readCompose();
  for (const [name, service] of Object.entries(services)) {
    for (const secret of service.secrets ?? []) assert.ok(secret in secrets, `${name}: secret ${secret}`);
    for (const network of service.networks) assert.ok(network in networks, `${name}: network ${network}`);
    for (const other of Object.keys(service.depends_on ?? {})) {
      assert.ok(services[other]?.healthcheck !== undefined, `${name} waits for ${other}, which tells nobody how it is`);
    }
    for (const [source = ""] of service.volumes.map((volume) => volume.split(":"))) {
      if (/^[a-z]/.test(source)) assert.ok(source in volumes, `${name}: volume ${source}`);
    }
  }
});

test("no secret stands in the file: what is no plain setting names the file of a secret that the container is given", () => {
  for (const { environment = {}, secrets = [] } of Object.values(readCompose().services)) {
    for (const [name, value] of Object.entries(environment)) {
      if (SETTINGS.has(name)) continue;
      assert.match(value, /^\/run\/secrets\/[a-z_]+$/, `${name} must name a file`);
      assert.ok(secrets.includes(value.slice("/run/secrets/".length)), `${name} names a secret not given`);
    }
  }
});

test("every container is kept small: nothing to write but what is mounted, no right of root, none to be gained", () => {
  for (const [name, service] of Object.entries(readCompose().services)) {
    assert.equal(service.read_only, true, name);
    assert.deepEqual(service.cap_drop, ["ALL"], name);
    assert.deepEqual(service.security_opt, ["no-new-privileges:true"], name);
  }
});

test("the queue forgets nothing, and nobody outside reaches it", () => {
  const { services, networks } = readCompose();
  const { redis } = services;
  assert.ok(redis !== undefined);
  const command = redis.command.join(" ");
  for (const setting of ["--appendonly yes", "--appendfsync everysec", "--maxmemory-policy noeviction"]) {
    assert.ok(command.includes(setting), setting);
  }
  assert.equal(redis.ports, undefined);
  assert.deepEqual(redis.networks, ["queue"]);
  assert.equal(networks["queue"]?.internal, true);
});

test("the service is reached on this machine alone, so that a proxy must be put in front", () => {
  const published = Object.values(readCompose().services).flatMap(({ ports = [] }) => ports);
  assert.deepEqual(published, ["127.0.0.1:8740:8740"]);
});

test("two workers and the service run from one image, and get time to end", () => {
  const { services } = readCompose();
  const { service, worker } = services;
  assert.ok(service !== undefined && worker !== undefined);
  assert.equal(worker.image, service.image);
  assert.equal(worker.deploy?.replicas, 2);
  for (const each of [service, worker]) assert.equal(each.stop_grace_period, "60s");
});

test("the image is built from files that exist", () => {
  const copied = imageSteps().flatMap(([instruction, rest]) =>
    instruction === "COPY" ? rest.split(" ").slice(0, -1) : [],
  );
  assert.ok(copied.length > 0);
  const absent = copied.filter((path) => !existsSync(join(projectRoot, path)));
  assert.deepEqual(absent, []);
});
