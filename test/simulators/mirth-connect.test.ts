import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Agent, request } from "undici";
import { type MirthSimulator, startMirthSimulator } from "#services/simulators/mirth-connect/start-mirth-simulator";
import { ADT_IN, ADT_TO_LIMS, SMALL_MODEL } from "#test/simulators/small-model";

const ACCOUNT = { username: "lockstep-reader", password: "invented" };

describe("the simulated engine's manners", () => {
  it("refuses a request without X-Requested-With, with a web page", () =>
    withClient(async (ask) => {
      const answer = await ask("GET", "/server/status", { requestedWith: false });
      assert.equal(answer.status, 400);
      assert.match(answer.body, /must have &apos;X-Requested-With&apos; header/);
    }));

  it("tells its status and version to anybody, and nothing else", () =>
    withClient(async (ask) => {
      assert.equal((await ask("GET", "/server/status")).body, "<int>0</int>");
      assert.equal((await ask("GET", "/server/version")).body, "4.5.2");
      for (const path of ["/server/id", "/channels", "/server/encryption"]) {
        const answer = await ask("GET", path);
        assert.equal(answer.status, 401);
        assert.match(answer.type, /html/);
      }
    }));

  it("answers a wrong password with its own document, not a web page", () =>
    withClient(async (ask) => {
      const answer = await ask("POST", "/users/_login", { body: "username=lockstep-reader&password=x" });
      assert.equal(answer.status, 401);
      assert.match(answer.body, /<status>FAIL<\/status>/);
    }));

  it("sends no length with what it reads, knows no channel as no content, and no path as not found", () =>
    withClient(async (ask, simulator) => {
      const cookie = await signIn(ask);
      const channels = await ask("GET", "/channels", { cookie });
      assert.equal(channels.status, 200);
      assert.equal(channels.length, undefined);
      assert.equal((await ask("GET", "/channels/00000000-0000-0000-0000-000000000000", { cookie })).status, 204);
      assert.equal((await ask("GET", "/nosuch", { cookie })).status, 404);
      assert.equal((await ask("GET", "/server/encryption", { cookie })).status, 404);
      assert.equal((await ask("GET", "/channels", { cookie, accept: "text/csv" })).status, 406);
      assert.equal((await ask("POST", "/users/_logout", { cookie })).status, 204);
      assert.equal(simulator.openSessions(), 0);
    }));

  it("takes Basic credentials, too", () =>
    withClient(async (ask) => {
      const basic = Buffer.from(`${ACCOUNT.username}:${ACCOUNT.password}`).toString("base64");
      assert.equal((await ask("GET", "/server/id", { basic })).body, SMALL_MODEL.serverId);
    }));
});

describe("what people do to the simulated engine", () => {
  it("shows a saved change as not deployed until it is", () =>
    withClient(async (ask, { state }) => {
      const cookie = await signIn(ask);
      const delta = async (): Promise<string | undefined> =>
        /<name>ADT to LIMS<\/name>[\s\S]*?<deployedRevisionDelta>(\d+)</.exec(
          (await ask("GET", "/channels/statuses?includeUndeployed=true", { cookie })).body,
        )?.[1];
      state.editChannel("ADT to LIMS", "lims.hospital.test", "lims2.hospital.test", { by: "j.okafor" });
      assert.equal(await delta(), "1");
      state.deployChannel("ADT to LIMS", { by: "j.okafor" });
      assert.equal(await delta(), "0");
      const events = (await ask("GET", "/events?limit=2", { cookie })).body;
      assert.match(events, /<name>Deploy channels<\/name>[\s\S]*<name>Update channel<\/name>/);
      assert.match(events, new RegExp(`Channel\\[id=${ADT_TO_LIMS},name=ADT to LIMS\\]`));
      assert.match(events, /<userId>2<\/userId>/);
    }));

  it("marks every deployed channel that a changed code template serves", () =>
    withClient(async (ask, { state }) => {
      const cookie = await signIn(ask);
      state.editCodeTemplate("trim", "return message;", "return message.trim();");
      const { body } = await ask("GET", "/channels/statuses", { cookie });
      assert.equal(body.match(/<codeTemplatesChanged>true/g)?.length, 2);
    }));

  it("switches a channel off without a revision and without undeploying it", () =>
    withClient(async (ask, { state }) => {
      const cookie = await signIn(ask);
      state.setChannelEnabled("PAS ADT In", false);
      const channel = state.getChannel(ADT_IN);
      assert.equal(channel.revision, 1);
      assert.ok(channel.deployed);
      assert.match((await ask("GET", "/channels", { cookie })).body, /<enabled>false<\/enabled>/);
    }));

  it("takes a deleted channel out of groups, tags and dependencies", () =>
    withClient(async (ask, { state }) => {
      const cookie = await signIn(ask);
      state.removeChannel("PAS ADT In");
      for (const path of ["/channels", "/channelgroups", "/server/channelTags", "/server/channelDependencies"]) {
        assert.ok(!(await ask("GET", path, { cookie })).body.includes(ADT_IN), path);
      }
      assert.match((await ask("GET", "/alerts", { cookie })).body, new RegExp(ADT_IN));
    }));

  it("writes secrets into its audit log in clear, as the real one does", () =>
    withClient(async (ask, { state }) => {
      const cookie = await signIn(ask);
      state.setConfigurationValue("pas-host", "pas2.hospital.test");
      assert.match((await ask("GET", "/events?limit=1", { cookie })).body, /invented-mesh-password/);
    }));

  it("keeps the order of its sets while it runs, and may change it at a restart", () =>
    withClient(async (ask, { state }) => {
      const cookie = await signIn(ask);
      const order = async (): Promise<string> => (await ask("GET", "/server/configurationMap", { cookie })).body;
      for (let key = 0; key < 20; key += 1) state.setConfigurationValue(`key-${key}`, "x");
      const before = await order();
      assert.equal(await order(), before);
      state.restart();
      assert.notEqual(await order(), before);
    }));
});

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly length: string | undefined;
  readonly cookie: string | undefined;
  readonly body: string;
}

interface AskOptions {
  readonly requestedWith?: boolean;
  readonly cookie?: string;
  readonly basic?: string;
  readonly accept?: string;
  readonly body?: string;
}

type Ask = (method: "GET" | "POST", path: string, options?: AskOptions) => Promise<Answer>;

async function signIn(ask: Ask): Promise<string> {
  const body = new URLSearchParams(ACCOUNT).toString();
  return (await ask("POST", "/users/_login", { body })).cookie ?? "";
}

async function withClient(test: (ask: Ask, simulator: MirthSimulator) => Promise<void>): Promise<void> {
  const simulator = await startMirthSimulator({ model: SMALL_MODEL, account: ACCOUNT });
  const dispatcher = new Agent({ connect: { ca: simulator.caPem, servername: "mirth-connect" } });
  const ask: Ask = async (method, path, options = {}) => {
    const answer = await request(`${simulator.url}/api${path}`, {
      dispatcher,
      method,
      headers: {
        ...(options.requestedWith !== false && { "X-Requested-With": "test" }),
        ...(options.cookie && { Cookie: options.cookie }),
        ...(options.basic && { Authorization: `Basic ${options.basic}` }),
        ...(options.body && { "Content-Type": "application/x-www-form-urlencoded" }),
        Accept: options.accept ?? "*/*",
      },
      body: options.body ?? null,
    });
    const length = answer.headers["content-length"];
    return {
      status: answer.statusCode,
      type: String(answer.headers["content-type"] ?? ""),
      length: typeof length === "string" ? length : undefined,
      cookie: /JSESSIONID=[^;]+/.exec(String(answer.headers["set-cookie"] ?? ""))?.[0],
      body: await answer.body.text(),
    };
  };
  try {
    await test(ask, simulator);
  } finally {
    await dispatcher.destroy();
    await simulator.stop();
  }
}
