import assert from "node:assert/strict";
import { test } from "node:test";
import { LockstepError } from "#services/core/errors";
import { createLogger } from "#services/log/create-logger";
import { CANARIES, findLeaks } from "#test/fakes/canaries";

const PERSON = `PID|1||${CANARIES.nhsNumber}^^^NHS^NH||${CANARIES.familyName}^Isolde||19530217|F`;
const SECRET = CANARIES.scriptPassword;

/** Places where a value that must not be shown may stand in a log line, without the logger knowing the value. */
const POSITIONS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "a field named password": { password: SECRET },
  "a nested field": { node: { options: { clientSecret: SECRET } } },
  "an array of secrets": { credentials: [SECRET, { value: SECRET }] },
  "a text in an array": { lines: [`password: ${CANARIES.mapSecret}`] },
  "a header": {
    headers: { Authorization: `Bearer ${CANARIES.headerToken}`, Cookie: `JSESSIONID=${CANARIES.headerToken}` },
  },
  "a map": { headers: new Map([["X-Api-Key", CANARIES.headerToken]]) },
  "a URL": {
    url: `https://lab:${CANARIES.mapSecret}@lis.hospital.test/`,
    parsed: new URL(`https://lab:${CANARIES.mapSecret}@lis.hospital.test/`),
  },
  "a JDBC string": { url: `jdbc:sqlserver://db.hospital.test;user=sa;password=${CANARIES.mapSecret};` },
  "an error's message": { error: new Error(`refused https://lab:${CANARIES.mapSecret}@lis.hospital.test/`) },
  "an error's cause": {
    error: new LockstepError("login-refused", "refused", { cause: new Error(`password=${CANARIES.mapSecret}`) }),
  },
  "an error's other properties": { error: Object.assign(new Error("x"), { config: { auth: SECRET }, body: PERSON }) },
  "a message of a patient": { body: PERSON },
  "a message of a patient in base64": { body: Buffer.from(PERSON).toString("base64") },
  "a number": { nhsNumber: Number(CANARIES.nhsNumber) },
  "raw bytes": { body: Buffer.from(PERSON) },
};

for (const [position, fields] of Object.entries(POSITIONS)) {
  test(`shows no secret and no patient from ${position}`, () => {
    const { logger, read } = recordingLogger([]);
    logger.error("reading failed", fields);
    assert.deepEqual(findLeaks(read(), CANARIES), []);
    assert.match(read(), /"message":"reading failed"/);
  });
}

test("shows a secret it knows nowhere, however it is encoded", () => {
  for (const secret of Object.values(CANARIES)) {
    const { logger, read } = recordingLogger([secret]);
    for (const form of [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret),
      Buffer.from(secret).toString("hex"),
    ]) {
      logger.info(`seen ${form}`, { plain: `x${form}y`, [`key ${form}`]: [form] });
    }
    for (const lead of ["", "a", "ab"])
      logger.info("encoded", { data: Buffer.from(`${lead}${secret}zz`).toString("base64") });
    assert.deepEqual(findLeaks(read(), { secret }), []);
  }
});

test("writes one JSON object a line, with level, time, message and fields", () => {
  const { logger, read } = recordingLogger([]);
  logger.warn("read slowly", { node: "tie-b", ms: 12, nothing: null });
  const { level, message, fields } = JSON.parse(read());
  assert.deepEqual(
    { level, message, fields },
    { level: "warn", message: "read slowly", fields: { node: "tie-b", ms: 12, nothing: null } },
  );
});

test("survives values that refuse to be read", () => {
  const loop: Record<string, unknown> = {};
  loop["self"] = loop;
  const hostile = {
    get broken(): string {
      throw new Error("no");
    },
  };
  const { logger, read } = recordingLogger([]);
  logger.info("odd", {
    loop,
    hostile,
    when: new Date(Number.NaN),
    act: () => 1,
    big: 10n,
    wide: Array.from({ length: 100_000 }, (_, n) => n),
  });
  assert.ok(read().length < 20_000);
});

test("is silent below its level", () => {
  const { logger, read } = recordingLogger([], "error");
  logger.info("nothing");
  assert.equal(read(), "");
});

function recordingLogger(secrets: readonly string[], level: "info" | "error" = "info") {
  const lines: string[] = [];
  const logger = createLogger({ level, secrets, destination: { write: (line) => lines.push(line) } });
  return { logger, read: () => lines.join("") };
}
