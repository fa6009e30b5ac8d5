import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { type Static, Type } from "typebox";
import { parse } from "yaml";
import { projectRoot } from "#test/project-root";

const closed = { additionalProperties: false };
const Texts = Type.Array(Type.String());

/** The part of the Compose specification that this project uses; a key outside it is a spelling mistake here. */
const Service = Type.Object(
  {
    build: Type.Object({ context: Type.String(), dockerfile_inline: Type.String() }, closed),
    image: Type.String(),
    command: Texts,
    environment: Type.Record(Type.String(), Type.String()),
    secrets: Texts,
    volumes: Texts,
    read_only: Type.Boolean(),
    tmpfs: Texts,
    cap_drop: Texts,
    security_opt: Texts,
    restart: Type.Union(["no", "always", "on-failure", "unless-stopped"].map((word) => Type.Literal(word))),
  },
  closed,
);
const Compose = Type.Object(
  {
    name: Type.String({ pattern: "^[a-z0-9][a-z0-9_-]*$" }),
    services: Type.Record(Type.String(), Service, { minProperties: 1 }),
    secrets: Type.Record(Type.String(), Type.Object({ file: Type.String() }, closed)),
  },
  closed,
);

test("the compose file says only what Compose knows", () => {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  assert.equal(ajv.validate(Compose, readCompose()), true, ajv.errorsText());
});

test("every secret that a container is given is declared, and none stands in the file", () => {
  const { services, secrets } = readCompose();
  for (const service of Object.values(services)) {
    for (const name of service.secrets) assert.ok(name in secrets, `${name} is not declared`);
    for (const [name, value] of Object.entries(service.environment)) {
      assert.match(value, /^\/run\/secrets\/[a-z_]+$/, `${name} must name a file`);
      assert.ok(service.secrets.includes(value.slice("/run/secrets/".length)), `${name} names a secret not given`);
    }
  }
});

test("the image is built from files that exist", () => {
  const { services } = readCompose();
  const copied = Object.values(services).flatMap((service) =>
    [...service.build.dockerfile_inline.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, sources]) =>
      (sources ?? "").split(" "),
    ),
  );
  assert.ok(copied.length > 0);
  const absent = copied.filter((path) => !existsSync(join(projectRoot, path)));
  assert.deepEqual(absent, []);
});

function readCompose(): Static<typeof Compose> {
  return parse(readFileSync(join(projectRoot, "docker-compose.yml"), "utf8"));
}
