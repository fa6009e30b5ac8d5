import assert from "node:assert/strict";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { EngineNode } from "#schemas/estate";
import { connector, readAll, requestFor, textsOf, unreadOf, withSimulator } from "./staged-node.js";

describe("reading through an HTTP proxy", () => {
  it("asks the proxy for the way alone, and shows it nothing else", () =>
    withProxy({ status: 200 }, (proxy) =>
      withSimulator({}, async (simulator) => {
        const steps = await readAll(requestFor(simulator, { via: { proxy: proxy.url } }));
        assert.deepEqual(unreadOf(steps), []);
        assert.equal(textsOf(steps, "channels").length, 3);
        assert.deepEqual(new Set(proxy.targets), new Set([new URL(simulator.url).host]));
        assert.ok(!proxy.seen().includes("canary-of-the-tests"));
      }),
    ));

  it("still trusts the node's certificate only, not the proxy's word", () =>
    withProxy({ status: 200 }, (proxy) =>
      withSimulator({}, (simulator) =>
        assert.rejects(readAll(requestFor(simulator, { via: { proxy: proxy.url }, tls: {} })), {
          code: "certificate-untrusted",
        }),
      ),
    ));

  for (const status of [403, 407, 502]) {
    it(`says that the proxy refused the way (${status})`, () =>
      withProxy({ status }, (proxy) =>
        withSimulator({}, async (simulator) => {
          await assert.rejects(readAll(requestFor(simulator, { via: { proxy: proxy.url } })), {
            code: "node-unreachable",
            message: new RegExp(`proxy refused the way \\(${status}\\)`),
          });
          assert.deepEqual(simulator.requests, []);
        }),
      ));
  }

  it("says that the proxy cannot be reached", () =>
    withSimulator({}, (simulator) =>
      assert.rejects(readAll(requestFor(simulator, { via: { proxy: "http://127.0.0.1:1" } })), {
        code: "node-unreachable",
        message: /proxy cannot be reached/,
      }),
    ));

  it("refuses a proxy address that holds a password, because it would lie in Git", () =>
    withSimulator({}, (simulator) =>
      assert.rejects(readAll(requestFor(simulator, { via: { proxy: "http://user:secret@127.0.0.1:1" } })), {
        code: "estate-invalid",
      }),
    ));
});

/**
 * These run against a stand-in for `ssh` on PATH that keeps to the contract of `ssh -W`: it shows how we call it and what we make
 * of its ends. It proves nothing about OpenSSH itself.
 */
describe("reading through a jump host", {
  skip: process.platform === "win32" && "the stand-in is a Unix script",
}, () => {
  const path = process.env["PATH"];
  let folder = "";

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "lockstep-ssh-"));
    await writeFile(join(folder, "ssh"), `#!${process.execPath}\n${STAND_IN}`);
    await chmod(join(folder, "ssh"), 0o755);
    process.env["PATH"] = `${folder}${delimiter}${path ?? ""}`;
  });
  after(async () => {
    process.env["PATH"] = path;
    await rm(folder, { recursive: true });
  });

  it("reads everything, and asks ssh for no more than one way to one port", () =>
    withSimulator({}, async (simulator) => {
      const ssh = {
        host: "jump.hospital.test",
        user: "lockstep",
        port: 2222,
        knownHostsFile: join(folder, "known hosts"),
      };
      const steps = await readAll(requestFor(simulator, { via: { ssh } }));
      assert.deepEqual(unreadOf(steps), []);
      assert.equal(textsOf(steps, "channels").length, 3);
      const calls = (await readFile(join(folder, "calls"), "utf8")).trim().split("\n");
      const words: unknown = JSON.parse(calls[0] ?? "");
      assert.ok(Array.isArray(words));
      for (const option of ["BatchMode=yes", "StrictHostKeyChecking=yes", "ExitOnForwardFailure=yes"]) {
        assert.ok(words.includes(option), `${option} is not asked for`);
      }
      assert.equal(words[words.indexOf("-W") + 1], new URL(simulator.url).host);
      assert.deepEqual(words.slice(-2), ["--", "jump.hospital.test"]);
    }));

  for (const [user, code, message] of [
    ["unknown-key", "certificate-untrusted", /known_hosts/],
    ["denied", "node-unreachable", /refused our key/],
    ["no-way", "node-unreachable", /cannot or may not reach the node/],
    ["down", "node-unreachable", /cannot be reached/],
    ["stopped", "node-down", /refused the connection/],
  ] as const) {
    it(`says why there is no way: ${user}`, () =>
      withSimulator({}, async (simulator) => {
        const request = requestFor(simulator, { via: { ssh: { host: "jump.hospital.test", user } } });
        await assert.rejects(readAll(request), { code, message });
        const found = await connector.diagnose(request);
        assert.ok(found.some(({ state, message: told }) => state === "failed" && message.test(told)));
        assert.deepEqual(simulator.requests, []);
      }));
  }

  for (const ssh of [
    { host: "-oProxyCommand=touch x" },
    { host: "jump.hospital.test", user: "-E/tmp/x" },
    { host: "jump host" },
    { host: "jump.hospital.test\n-oProxyCommand=x" },
    { host: "" },
  ] satisfies NonNullable<EngineNode["via"]>["ssh"][]) {
    it(`refuses ${JSON.stringify(ssh)}, which ssh could take for something else`, () =>
      withSimulator({}, async (simulator) => {
        await rm(join(folder, "calls"), { force: true });
        await assert.rejects(readAll(requestFor(simulator, { via: { ssh } })), { code: "estate-invalid" });
        await assert.rejects(readFile(join(folder, "calls")));
      }));
  }
});

const STAND_IN = `
const net = require("node:net");
const fs = require("node:fs");
const path = require("node:path");
const words = process.argv.slice(2);
fs.appendFileSync(path.join(path.dirname(process.argv[1]), "calls"), JSON.stringify(words) + "\\n");
const user = words[words.indexOf("-l") + 1];
const ends = {
  "unknown-key": "Host key verification failed.",
  denied: "lockstep@jump: Permission denied (publickey).",
  "no-way": "channel 0: open failed: administratively prohibited: open failed",
  stopped: "channel 0: open failed: connect failed: Connection refused",
  down: "ssh: connect to host jump.hospital.test port 22: Connection refused",
};
if (words.includes("-l") && ends[user]) {
  process.stderr.write(ends[user] + "\\r\\n");
  process.exit(255);
}
const [host, port] = words[words.indexOf("-W") + 1].split(":");
const socket = net.connect(Number(port), host);
process.stdin.pipe(socket).pipe(process.stdout);
socket.on("close", () => process.exit(0));
process.stdout.on("error", () => process.exit(0));
`;

interface Proxy {
  readonly url: string;
  readonly targets: readonly string[];
  seen(): string;
}

/** A real CONNECT proxy on loopback that keeps what went through it. */
async function withProxy(
  options: { readonly status: number },
  test: (proxy: Proxy) => Promise<unknown>,
): Promise<void> {
  const targets: string[] = [];
  let seen = "";
  const server: Server = createServer((_request, response) => response.writeHead(405).end());
  server.on("connect", (request, client) => {
    targets.push(request.url ?? "");
    client.on("error", () => client.destroy());
    if (options.status !== 200) {
      client.end(`HTTP/1.1 ${options.status} No\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const [host, port] = (request.url ?? "").split(":");
    const upstream = connect(Number(port), host);
    upstream.on("error", () => client.destroy());
    client.write("HTTP/1.1 200 Connection established\r\n\r\n");
    client.on("data", (chunk: Buffer) => {
      seen += chunk.toString("latin1");
    });
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  try {
    await test({ url: `http://127.0.0.1:${port}`, targets, seen: () => seen });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
