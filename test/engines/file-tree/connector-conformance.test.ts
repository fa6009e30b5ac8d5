import { createFileTreeConnector } from "#services/engines/file-tree/connector";
import { createFileDialect } from "#services/engines/files/dialect";
import { testConnectorConformance } from "#test/conformance/connector-conformance";
import type { StagedEngine } from "#test/conformance/connector-harness";
import type { Situation } from "#test/conformance/situations";
import { PACKS } from "#test/engines/files/file-fixture";
import { type FileServerOptions, startFileServer, startOther } from "./start-file-server.js";

const PASSWORD = "canary-Pa55 word/&%";
const NO_SESSION = "a file server gives files: it has no session of an engine that could end and be begun again";
const NO_PAGES = "a file server answers in its own protocol: no page can stand in the place of a file";

const FILES: Readonly<Record<string, string>> = {
  "/tie/routes/adt.js": "return 'ADT';\n",
  "/tie/routes/oru.js": "return 'ORU';\n",
  "/tie/app.json": '{"port": 6661}',
  "/node/conf/mirth.properties": "http.port = 8080\n",
  "/node/conf/log.xml": "<log/>",
};

const OPTIONS: Readonly<Partial<Record<Situation, Partial<FileServerOptions>>>> = {
  "narrowed-rights": { denied: ["/tie/routes"] },
  "cut-connection": { cutAfter: 12 },
  "session-ends-always": { cutAfter: 9 },
  "endless-answer": { files: manyFiles() },
  silent: { silentAfter: 6 },
  slow: { delayMs: 20 },
  "secondary-source-fails": { denied: ["/node/conf/log.xml"] },
};

testConnectorConformance({
  product: "file-tree",
  dialect: createFileDialect(PACKS, "file-tree"),
  connector: createFileTreeConnector({
    packs: { presets: PACKS, own: new Map() },
    limits: { connectTimeoutMs: 2000, silenceTimeoutMs: 1500, maxEntries: 50 },
  }),
  main: { source: "files/files", kind: "file", count: 3 },
  sources: { "files/files": 3, "files/mirth-node-files": 2 },
  checks: { unavailable: "route", "secondary-source-fails": "rights" },
  codes: { unavailable: "node-unreachable", "session-ends-always": "answer-truncated" },
  notApplicable: {
    "locked-account": "a file server refuses a locked account and a wrong password alike",
    "hidden-list": "an empty folder is an error of its own, which ends the read: see read-files.test.ts",
    "truncated-answer": "one file that ends early is told as not read: see read-files.test.ts",
    "login-page": NO_PAGES,
    "redirect-to-login": NO_PAGES,
    "wrong-server": "a file server has no id but its key: see 'untrusted-certificate'",
    "engine-starting": "files are there whether or not the engine runs",
    "starts-meanwhile": "files are there whether or not the engine runs",
    "session-ends-once": NO_SESSION,
    "rate-limited": "SFTP knows no word for it: a server that has too many connections does not answer",
    "connection-lost-once": NO_SESSION,
    "clock-off": "a file server does not tell its time",
  },
  stage,
});

async function stage(situation: Situation): Promise<StagedEngine> {
  if (situation === "garbage") return stageOther(await startOther("220 mail.hospital.test ESMTP\r\n"));
  if (situation === "unavailable") {
    const other = await startOther(undefined);
    await other.stop();
    return stageOther({ port: other.port, stop: async () => undefined });
  }
  const server = await startFileServer({
    files: FILES,
    account: { user: "lockstep", password: PASSWORD },
    ...OPTIONS[situation],
  });
  const fingerprint = situation === "untrusted-certificate" ? `SHA256:${"A".repeat(43)}` : server.fingerprint;
  const isPair = situation === "healthy" || situation === "secondary-source-fails";
  return {
    request: requestFor(server.port, fingerprint, isPair),
    requests: () => server.requests,
    asked: () => server.asked,
    openSessions: () => server.openSessions(),
    logins: () => server.logins(),
    stop: () => server.stop(),
  };
}

function stageOther({ port, stop }: { readonly port: number; stop(): Promise<void> }): StagedEngine {
  const request = requestFor(port, `SHA256:${"A".repeat(43)}`, false);
  return { request, requests: () => [], openSessions: () => 0, logins: () => 0, stop };
}

function requestFor(port: number, fingerprint: string, isPair: boolean): StagedEngine["request"] {
  const sftp = { host: "127.0.0.1", port, user: "lockstep", fingerprint };
  const main = { name: "site", sftp: { ...sftp, path: "/tie" } };
  const second = { preset: "mirth-node-files", sftp: { ...sftp, path: "/node" } };
  return {
    node: { id: "cis-a", role: "primary", files: isPair ? [main, second] : [main] },
    password: PASSWORD,
    now: () => new Date(),
  };
}

function manyFiles(): Record<string, string> {
  return Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`/tie/${index}.js`, "x"]));
}
