import { settingsFor } from "#services/config";
import { ANONYMOUS } from "#services/core/access/principal";
import { answerJson } from "#services/http/answer";
import { createHttpApp } from "#services/http/create-http-app";
import { gateRoutes } from "#services/http/gate/gate-routes";
import type { Route } from "#services/http/route";
import { startHttpServer } from "#services/http/start-http-server";
import { serveEstates } from "#services/running/service/serve-estates";
import { ACCOUNT } from "#test/fakes/estate-on-loopback";
import { until } from "#test/fakes/until";

/** A service over one estate that answers gates, and a constant beside them, while it does checks. */
const folder = process.argv[2] ?? "";
const environment = { ...process.env, LOOPBACK_PASSWORD: ACCOUNT.password, LOCKSTEP_LOG_LEVEL: "silent" };
const settings = settingsFor(folder, environment);
const { dataFolder, queueUrl, logLevel } = settings;
const service = await serveEstates(
  { estates: [settings], file: { estates: [{ folder }] }, folder, dataFolder, queueUrl, logLevel, environment },
  { catchUpMinutes: 59 },
);
const constant: Route = {
  method: "get",
  path: "/constant",
  on: "service",
  permission: "anyone",
  speaksTo: "program",
  requestsPerMinute: 60_000,
  handle: () => answerJson({ verdict: "ready" }),
};
const app = createHttpApp({
  ...service,
  routes: [...gateRoutes(service), constant],
  doorkeeper: {
    identify: () => Promise.resolve({ principal: ANONYMOUS, csrf: undefined }),
    signInPath: () => undefined,
  },
});
const server = await startHttpServer(app, { host: "127.0.0.1", port: 0 });
await service.begin();
let number = 0;

process.on("disconnect", () => process.exit(0));
process.on("message", (message: "check" | "stop") => {
  if (message === "stop") void stop();
  else void check();
});
process.send?.({ url: server.url });

/** Has the engine checked as a webhook would, and says what was recorded as soon as it stands in the record. */
async function check(): Promise<void> {
  const before = await lastRun();
  const asked = { job: "check", engineIds: ["tie"], because: "the bench asks" } as const;
  number += 1;
  await service.queue.add({ ...asked, engineIds: [...asked.engineIds] }, { key: `bench-${number}` });
  const isRecorded = async (): Promise<boolean> => {
    const run = await lastRun();
    if (run === undefined || run.seq === before?.seq) return false;
    process.send?.({ verdict: run.verdict, judgedAt: Date.parse(run.at), recordedAt: Date.now() });
    return true;
  };
  await until(isRecorded, { what: "the run is recorded", everyMs: 100 });
}

interface LastRun {
  readonly seq: number;
  readonly verdict: string;
  readonly at: string;
}

async function lastRun(): Promise<LastRun | undefined> {
  const [estate] = service.estates;
  if (estate === undefined) return undefined;
  for await (const { seq, body } of estate.app.ledger.records({ type: "run", limit: 1 })) {
    const [engine] = (body as { readonly engines: readonly Omit<LastRun, "seq">[] }).engines;
    return { seq, verdict: engine?.verdict ?? "", at: engine?.at ?? "" };
  }
  return undefined;
}

async function stop(): Promise<void> {
  await server.stop();
  await service.close();
  process.exit(0);
}
