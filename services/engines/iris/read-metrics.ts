import { LockstepError } from "#services/core/errors";
import type { ReadStep } from "#services/ports/connector";
import type { HttpAnswer } from "#services/wire/http-client";
import { readWhole } from "#services/wire/read-whole";
import { basicCredentials } from "./atelier-session.js";
import { licenceExpiry } from "./licence-expiry.js";
import { METRICS } from "./read-requests.js";
import { itemStep, type Reading, unreadStep } from "./reading.js";
import { SessionCookies } from "./session-cookies.js";

const SOURCE = "metrics";
const SIGN_OUT_MS = 5000;

/**
 * Reads the instance's metrics, which tell the mirror's role. They are open to anybody unless somebody closed them: then the
 * credentials are sent once. A session that is opened by the question, with or without them, is ended at once.
 */
export async function* readMetrics(reading: Reading): AsyncGenerator<ReadStep> {
  const cookies = new SessionCookies();
  try {
    const text = await readText(reading, await askMetrics(reading, cookies));
    if (/^iris_\w+/m.test(text)) {
      yield itemStep(reading, SOURCE, SOURCE, text);
      const expiries = licenceExpiry(text, reading.request.now());
      if (expiries.length > 0) yield { type: "facts", facts: { expiries: [...expiries] } };
    } else {
      const message = `${METRICS} does not tell the instance's state.`;
      yield unreadStep(SOURCE, { code: "answer-unexpected", message });
    }
  } catch (error) {
    if (!(error instanceof LockstepError) || !ASIDE.has(error.code)) throw error;
    yield unreadStep(SOURCE, { code: error.code, message: error.message });
  } finally {
    await endSession(reading, cookies);
  }
}

const ASIDE = new Set([
  "answer-truncated",
  "answer-unexpected",
  "answer-too-large",
  "rights-narrowed",
  "licence-exhausted",
]);

async function askMetrics({ client, request }: Reading, cookies: SessionCookies): Promise<HttpAnswer> {
  const headers = { Accept: "text/plain, */*" };
  const open = await client.send({ method: "GET", path: METRICS, headers });
  cookies.take(open.headers);
  if (open.status !== 401) return open;
  await open.discard();
  const authorization = basicCredentials(request);
  const answer = await client.send({ method: "GET", path: METRICS, headers: { ...headers, authorization } });
  cookies.take(answer.headers);
  return answer;
}

async function readText({ limits }: Reading, answer: HttpAnswer): Promise<string> {
  const isPage = /html/i.test(String(answer.headers["content-type"] ?? ""));
  if (answer.status === 200 && !isPage)
    return Buffer.from(await readWhole(answer, limits.maxItemBytes, METRICS)).toString();
  await answer.discard();
  if (answer.status === 401 || answer.status === 403) {
    throw new LockstepError("rights-narrowed", `${METRICS} is not for this account (${answer.status}).`);
  }
  if (answer.status === 503) throw new LockstepError("licence-exhausted", `${METRICS} has no licence slot left (503).`);
  throw new LockstepError(
    "answer-unexpected",
    `${METRICS} answered ${isPage && answer.status === 200 ? "with a web page" : answer.status}: the mirror's role is not known.`,
  );
}

async function endSession({ client }: Reading, cookies: SessionCookies): Promise<void> {
  if (cookies.isEmpty) return;
  const signal = AbortSignal.timeout(SIGN_OUT_MS);
  try {
    const path = `${METRICS}?CacheLogout=end`;
    await (await client.send({ method: "HEAD", path, headers: { Cookie: cookies.header }, signal })).discard();
  } catch {
    // The session ends by itself after its idle time.
  }
}
