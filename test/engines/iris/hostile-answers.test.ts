import assert from "node:assert/strict";
import type { IncomingMessage, ServerResponse } from "node:http";
import { describe, it } from "node:test";
import { LockstepError } from "#services/core/errors";
import { serveHttp } from "#test/fakes/serve-http";
import { connector, readAll, unreadOf } from "./staged-instance.js";

const ENVELOPE = { status: { errors: [], summary: "" }, console: [] };
const SERVER = {
  version: "IRIS for UNIX 2025.1 (Build 223U)",
  id: "5A1C0000-0000-4000-8000-00000000000A",
  api: 8,
  namespaces: ["LIVE"],
};
const NAMESPACE = {
  name: "LIVE",
  db: [{ name: "LIVE", crhash: "1" }],
  features: [{ name: "ENSEMBLE", enabled: true }],
};

/** What an answer of each question could be when the engine, or what stands in front, is not itself. */
const STRANGE: readonly (readonly [what: string, answers: Readonly<Record<string, string>>])[] = [
  ["null for the instance", { "/api/atelier/": "null" }],
  ["a list for the instance", { "/api/atelier/": "[]" }],
  ["an instance without an id", { "/api/atelier/": say({ ...SERVER, id: "" }) }],
  ["an instance whose id is hostile", { "/api/atelier/": say({ ...SERVER, id: "\u001b[31m" }) }],
  ["namespaces that are numbers", { "/api/atelier/": say({ ...SERVER, namespaces: [1, 2] }) }],
  ["a list of documents that is none", { "/docnames": say({ name: "A.cls" }) }],
  ["documents without names", { "/docnames": say([{ cat: "CLS" }]) }],
  ["text where documents should be", { "/docs": JSON.stringify({ ...ENVELOPE, result: "A.cls" }) }],
  ["content that is no list", { "/docs": JSON.stringify({ ...ENVELOPE, result: [{ name: "A.cls", content: "x" }] }) }],
  ["an empty answer", { "/docs": "" }],
  ["half an answer", { "/docs": '{"status":{"errors":[]' }],
];

describe("answers that are not of this engine", () => {
  for (const [what, answers] of STRANGE) {
    it(`end the read with an error of the registry: ${what}`, () =>
      withAnswers(answers, async (request) => {
        const error: unknown = await readAll(request).then(
          () => assert.fail("the read ended well"),
          (reason: unknown) => reason,
        );
        assert.ok(error instanceof LockstepError, String(error));
        assert.ok(["answer-unexpected", "answer-truncated"].includes(error.code), error.code);
        assert.doesNotMatch(error.message, /\u001b|no session/);
      }));
  }

  it("are unread where they are rows that are none", () =>
    withAnswers({ "/action/query": say(["row"]) }, async (request) => {
      const unread = unreadOf(await readAll(request));
      assert.ok(unread.length > 10 && unread.every((each) => each.endsWith("answer-unexpected")), unread.join("\n"));
    }));

  it("take nothing from a document that nobody asked for", () =>
    withAnswers(
      {
        "/docnames": say([{ name: "A.cls", cat: "CLS", db: "LIVE" }]),
        "/docs": JSON.stringify({
          ...ENVELOPE,
          result: [document("__proto__"), document("constructor"), document("B.cls")],
        }),
      },
      async (request) => {
        const steps = await readAll(request);
        assert.ok(unreadOf(steps).includes("document: rights-narrowed"));
        assert.ok(!steps.some((step) => step.type === "item" && step.item.source === "document"));
      },
    ));
});

function document(name: string): unknown {
  return { name, ts: "", status: "", enc: false, content: ["Class A", "{", "}"] };
}

function say(content: unknown): string {
  return JSON.stringify({ ...ENVELOPE, result: { content } });
}

type Request = Parameters<typeof readAll>[0];

/** A server that gives plausible answers but for those named, by the end of their path. */
async function withAnswers(
  answers: Readonly<Record<string, string>>,
  test: (request: Request) => Promise<void>,
): Promise<void> {
  const usual: Readonly<Record<string, string>> = {
    "/api/atelier/": say(SERVER),
    "/v1/LIVE": say(NAMESPACE),
    "/docnames": say([]),
    "/docs": JSON.stringify({ ...ENVELOPE, result: [] }),
    "/metrics": "iris_mirror_status 1\n",
  };
  const find = (path: string, from: Readonly<Record<string, string>>): string | undefined =>
    Object.entries(from).find(([end]) => path.endsWith(end))?.[1];
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    response.writeHead(200, { "Content-Type": "application/json", "Set-Cookie": "CSPSESSIONID=1; path=/" });
    response.end(find(path, answers) ?? find(path, usual) ?? say([]));
  };
  await serveHttp(connector.readRequests, answer, (url) =>
    test({
      node: { id: "hc-a", role: "primary", url, username: "reader" },
      password: "invented",
      now: () => new Date(),
    }),
  );
}
