import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import type { IncomingMessage, RequestListener } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import express from "express";
import { listenOnLoopback } from "#services/simulators/wire/listen-on-loopback";
import { serveGit } from "#services/simulators/wire/serve-git";
import { commitTree } from "#services/stores/git/commit-tree";
import { openEstateRemote } from "#services/stores/remote/open-estate-remote";
import type { ForgeAccess } from "#services/stores/remote/remote-settings";
import { createForgeRepository, type ForgeRepository } from "#test/fakes/forge-repository";
import { createTemporaryEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";

const TOKEN = "canary-of-the-forge-token";
const AUTHORIZATION = `Basic ${Buffer.from(`x-access-token:${TOKEN}`).toString("base64")}`;
const BRANCH = "drift/tie/adt-1";

interface OverHttp extends AsyncDisposable {
  readonly estate: TemporaryEstate;
  readonly forge: ForgeRepository;
  readonly url: string;
  readonly caPem: string;
  readonly asked: readonly IncomingMessage[];
  remote(access?: ForgeAccess, timeoutMs?: number): ReturnType<typeof openEstateRemote>;
}

/** A forge on loopback that serves git to whoever has the token; `before` may answer in its place. */
async function overHttp(before: RequestListener = () => undefined, inClear = true): Promise<OverHttp> {
  const estate = await createTemporaryEstate();
  const forge = await createForgeRepository(estate);
  const asked: IncomingMessage[] = [];
  const app = express();
  app.use((request, response, next) => {
    asked.push(request);
    before(request, response);
    if (response.headersSent || response.writableEnded || request.url.startsWith("/hangs")) return;
    if (request.get("Authorization") === AUTHORIZATION) return next();
    response.status(401).set("WWW-Authenticate", 'Basic realm="forge"').end();
  });
  app.use(async (request, response) => {
    const path = (request.url.split("?")[0] ?? "").replace("/trust/estate.git", "");
    await serveGit(request, response, { gitDir: forge.gitDir, path, user: "lockstep" });
  });
  const server = await listenOnLoopback(app, { commonName: "127.0.0.1", inClear });
  return {
    estate,
    forge,
    asked,
    url: `${server.url}/trust/estate.git`,
    caPem: server.caPem,
    remote: (access = {}, timeoutMs = 60_000) => openEstateRemote(estate.context, estate.ledger, { access, timeoutMs }),
    async [Symbol.asyncDispose]() {
      await server.stop();
      await estate.remove();
    },
  };
}

async function own({ estate }: OverHttp): Promise<string> {
  const tree = await estate.git("rev-parse", "main^{tree}");
  const parents = [await estate.git("rev-parse", "main")];
  return await commitTree(estate.context, { tree, parents, message: "own\n", at: "2026-11-23T04:00:00.000Z" });
}

test("fetches and pushes over HTTP with the token, which stands in no file of the repository", async () => {
  await using all = await overHttp();
  const { estate, url } = all;
  const remote = { url, authorization: AUTHORIZATION };
  const main = await estate.git("rev-parse", "main");
  const commit = await own(all);
  const outcomes = await all.remote().push(remote, [
    { branch: "main", from: null, to: main },
    { branch: BRANCH, from: null, to: commit },
  ]);
  assert.deepEqual(outcomes, [
    { branch: "main", outcome: "done" },
    { branch: BRANCH, outcome: "done" },
  ]);
  assert.deepEqual(await all.remote().fetch(remote), { main, branches: new Map([[BRANCH, commit]]) });
  assert.doesNotMatch(await readFile(join(estate.context.gitDir, "config"), "utf8"), /canary|extraheader/i);
  assert.ok(all.asked.every(({ headers }) => headers.authorization === AUTHORIZATION));
});

test("a refused token is told as a refused login, without the token", async () => {
  await using all = await overHttp();
  for (const authorization of [undefined, `Basic ${Buffer.from("x:wrong-canary").toString("base64")}`]) {
    const remote = { url: all.url, ...(authorization === undefined ? {} : { authorization }) };
    await assert.rejects(all.remote().fetch(remote), (error: Error & { code: string }) => {
      assert.equal(error.code, "login-refused");
      assert.doesNotMatch(JSON.stringify(error) + error.message + error.stack, /canary|d3Jvbmc/);
      return true;
    });
  }
});

test("a token that no header may hold is refused, and begins no other header", async () => {
  await using all = await overHttp();
  const remote = { url: all.url, authorization: `${AUTHORIZATION}\r\nX-Evil: 1` };
  await assert.rejects(all.remote().fetch(remote), { code: "credential-missing" });
  assert.equal(all.asked.length, 0);
});

test("the token follows no redirect to another host", async () => {
  await using other = await overHttp();
  await using all = await overHttp((request, response) => {
    response.writeHead(302, { Location: `${other.url}${(request.url ?? "").replace("/trust/estate.git", "")}` }).end();
  });
  const remote = { url: all.url, authorization: AUTHORIZATION };
  await assert.rejects(all.remote().fetch(remote), { code: "answer-unexpected" });
  assert.equal(other.asked.length, 0);
});

test("a forge that never answers, or that talks without end, is left at the deadline or the limit", async () => {
  await using silent = await overHttp((request) => {
    request.url = `/hangs${request.url ?? ""}`;
  });
  const remote = { url: silent.url, authorization: AUTHORIZATION };
  await assert.rejects(silent.remote({}, 700).fetch(remote), {
    code: "forge-unavailable",
    message: /within 1 seconds/,
  });
  await using all = await overHttp();
  await all.forge.hook("pre-receive", "yes 'this goes on and on' | head -c 40000000 >&2; exit 1");
  const pushing = all.remote().push({ ...remote, url: all.url }, [{ branch: BRANCH, from: null, to: await own(all) }]);
  await assert.rejects(pushing, { code: "forge-unavailable", message: /more than/ });
});

test("an aborted call ends as aborted", async () => {
  await using all = await overHttp((request) => {
    request.url = `/hangs${request.url ?? ""}`;
  });
  const options = { access: {}, signal: AbortSignal.timeout(300) };
  const remote = openEstateRemote(all.estate.context, all.estate.ledger, options);
  await assert.rejects(remote.fetch({ url: all.url, authorization: AUTHORIZATION }), { code: "aborted" });
});

test("5xx and rubbish are a forge that is unavailable, with its words cut", async () => {
  await using all = await overHttp((_, response) => {
    response.writeHead(503, { "Content-Type": "text/html" }).end(`<h1>${"x".repeat(100_000)}</h1>`);
  });
  await assert.rejects(
    all.remote().fetch({ url: all.url, authorization: AUTHORIZATION }),
    (error: Error & { code: string }) => {
      assert.equal(error.code, "forge-unavailable");
      assert.ok(error.message.length < 400);
      return true;
    },
  );
});

test("over HTTPS a certificate counts by the authority that estate.yaml names, and no other way", async () => {
  await using all = await overHttp(undefined, false);
  const caFile = join(all.estate.folder, "ca.pem");
  await writeFile(caFile, all.caPem);
  const remote = { url: all.url, authorization: AUTHORIZATION };
  await assert.rejects(all.remote().fetch(remote), { code: "certificate-untrusted" });
  assert.equal(all.asked.length, 0);
  const trusted = all.remote({ tls: { caFile } }).fetch(remote);
  // The simulated certificate names no host: the authority is accepted, and the name is still checked.
  await assert.rejects(trusted, { code: "certificate-untrusted", message: /name|host|subject/i });
});

test("a proxy is asked where estate.yaml names one", async () => {
  await using all = await overHttp();
  const through: string[] = [];
  const proxy = await listenOnLoopback(
    (request, response) => {
      through.push(request.url ?? "");
      response.writeHead(502).end();
    },
    { commonName: "proxy", inClear: true },
  );
  try {
    const remote = all.remote({ via: { proxy: proxy.url } });
    await assert.rejects(remote.fetch({ url: all.url, authorization: AUTHORIZATION }), { code: "forge-unavailable" });
    assert.match(through[0] ?? "", /^http:\/\/127\.0\.0\.1:\d+\/trust\/estate\.git\/info\/refs/);
    assert.equal(all.asked.length, 0);
  } finally {
    await proxy.stop();
  }
});
