import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { NoticeRecord } from "#schemas/notice-record";
import { type Notices, openNotices } from "#services/compose/notices/open-notices";
import { LockstepError } from "#services/core/errors";
import { bodyOfRun } from "#services/jobs/look/look-history";
import { commitGoverned } from "#test/fakes/estate-on-loopback";
import { gitAsOutsider } from "#test/fakes/git-as-outsider";
import { type Nights, startNights } from "#test/fakes/nights";
import { type StartedChatServer, startChatServer } from "#test/fakes/start-chat-server";
import { MAIL_ACCOUNT, type StartedMailServer, startMailServer } from "#test/fakes/start-mail-server";

const NOTIFICATIONS = {
  channels: [
    { id: "team", kind: "mail", to: ["integration@trust.hospital.test"] },
    { id: "on-call", kind: "slack", urlEnv: "ON_CALL_URL" },
    { id: "manager", kind: "mail", to: ["duty.manager@trust.hospital.test"] },
  ],
  routes: [
    { id: "all", tell: ["team"], escalate: [{ afterHours: 40, tell: ["manager"] }] },
    { id: "on-call", about: ["gate", "unauthorised-change"], tell: ["on-call"] },
  ],
  otherwise: ["team"],
  ledgerHead: ["manager"],
};

let nights: Nights;
let mail: StartedMailServer;
let chat: StartedChatServer;
let service: Notices;
let other: Notices;
const log: string[] = [];

before(async () => {
  mail = await startMailServer();
  chat = await startChatServer();
  nights = await startNights({
    policy: { policy: { mode: "enforce", maxSnapshotAgeMinutes: 100_000 }, notifications: NOTIFICATIONS },
    environment: { ON_CALL_URL: chat.url },
  });
  service = open();
  other = open();
});

after(async () => {
  await nights[Symbol.asyncDispose]();
  await mail[Symbol.asyncDispose]();
  await chat[Symbol.asyncDispose]();
});

function open(): Notices {
  const write = (message: string, fields?: unknown): void => {
    log.push(
      `${message} ${JSON.stringify(fields, (_, value: unknown) => (value instanceof Error ? String(value.stack) : value))}`,
    );
  };
  return openNotices(nights.estate.app, {
    notices: {
      mail: { ...mail.declared, password: { env: "MAIL_PASSWORD" } },
      publicUrl: "https://lockstep.hospital.test",
      folder: nights.estate.folder,
      environment: { MAIL_PASSWORD: MAIL_ACCOUNT.password },
    },
    now: nights.now,
    logger: { info: write, warn: write, error: write },
  });
}

const subjects = (): readonly string[] =>
  mail.arrived.map(({ raw }) => (/^Subject: (.*(?:\r\n .*)*)$/m.exec(raw)?.[1] ?? "").replaceAll("\r\n", ""));

/** What arrived since the last time it was asked. */
function arrived(): { readonly mails: readonly string[]; readonly messages: number } {
  const news = { mails: subjects().slice(seenMails), messages: chat.arrived.length - seenMessages };
  seenMails = mail.arrived.length;
  seenMessages = chat.arrived.length;
  return news;
}
let seenMails = 0;
let seenMessages = 0;

test("on its first day an engine is told of once: nobody can say yet whether it may fail over", async () => {
  await nights.check();
  await service.tell([]);
  assert.deepEqual(arrived(), { mails: ["[loopback] Whether tie may fail over could not be told"], messages: 1 });
  await nights.adopt();
  await nights.check();
  await service.tell(["tie"]);
  assert.deepEqual(arrived(), { mails: ["[loopback] tie may fail over again"], messages: 1 });
});

test("two services that see the same at once tell it once", async () => {
  for (const node of [nights.primary, nights.standby]) node.state.setGlobalScript("Deploy", "return 2;");
  const report = await nights.check();
  await Promise.all([service.afterRun({ engines: [report] }), other.tell(["tie"])]);
  assert.deepEqual(arrived(), { mails: ["[loopback] Deploy was changed on production of tie"], messages: 1 });
  await nights.check();
  await other.tell([]);
  assert.deepEqual(arrived(), { mails: [], messages: 0 }, "the next night as well");
});

test("a mail server that is down keeps nothing from anybody: it is told once it is back", async () => {
  mail.refuse(451);
  nights.primary.state.setGlobalScript("Undeploy", "return 3;");
  await nights.check();
  await assert.rejects(service.tell([]), { code: "notice-not-sent" });
  assert.equal(arrived().messages, 2, "the chat has taken its own: the gate and the change");
  const numbers = async () => (await service.standing()).map(({ record }) => record);
  const first = await numbers();
  await assert.rejects(other.tell([]), { code: "notice-not-sent" });
  assert.deepEqual(await numbers(), first, "the number that people read stays while it stands");
  mail.refuse(undefined);
  await other.tell([]);
  const { mails, messages } = arrived();
  assert.deepEqual(
    [[...mails].sort(), messages],
    [["[loopback] Undeploy was changed on production of tie", "[loopback] tie is not ready to fail over"], 0],
  );
  assert.ok(log.some((line) => line.includes("a notice was not sent") && line.includes("team")));
});

/** The number that the newest message about it names. */
async function latestClaimOf(kind: string): Promise<number> {
  for await (const { seq, body } of nights.estate.app.ledger.records({ type: "notice-sent" })) {
    const { act, matters } = body as NoticeRecord & { matters?: readonly { kind?: string }[] };
    if (act === "claimed" && matters?.some((matter) => matter.kind === kind)) return seq;
  }
  throw new Error(`nothing was told of ${kind}`);
}

test("what nobody answers goes to the next level, and what somebody has seen does not", async () => {
  const standing = await service.standing();
  const gate = standing.find(({ matter }) => matter.kind === "gate");
  assert.ok(gate);
  await service.seen({ record: gate.record, by: "Mo Banks" });
  await service.seen({ record: await latestClaimOf("gate"), by: "Mo Banks" });
  await assert.rejects(service.seen({ record: 1, by: "Mo Banks" }), (error: unknown) => {
    assert.ok(error instanceof LockstepError && error.code === "selector-unknown");
    assert.match(error.remedy, /lockstep notices/);
    assert.doesNotMatch(error.remedy, /selector|estate\.yaml/);
    return true;
  });
  nights.pass(45);
  await service.watch([]);
  const { mails } = arrived();
  assert.ok(mails.length > 0 && mails.every((subject) => subject.startsWith("[loopback] No answer: ")), mails.join());
  assert.ok(mails.every((subject) => !subject.includes("not ready")));
  assert.equal((await service.standing()).find(({ matter }) => matter.kind === "gate")?.seenBy, "Mo Banks");
  await other.watch([]);
  assert.deepEqual(arrived().mails, []);
});

test("the nightly digest tells what is left, and the ledger's head goes to whom it is kept by", async () => {
  await service.nightly();
  const { mails } = arrived();
  assert.equal(mails.length, 2);
  assert.match(mails[0] ?? "", /Nightly digest: 1 new/);
  const [, seq] = /Ledger head of \d{4}-\d\d-\d\d: record (\d+)/.exec(mails[1] ?? "") ?? [];
  const raw = (mail.arrived.at(-1)?.raw ?? "").replaceAll(/=\r\n/g, "");
  const [, hash] = /Hash (sha256:[0-9a-f]{64})/.exec(raw) ?? [];
  assert.ok(seq !== undefined && hash !== undefined);
  assert.equal((await nights.estate.app.ledger.verify([{ seq: Number(seq), hash }])).sound, true);
  await other.nightly();
  assert.deepEqual(arrived().mails, [], "once a night, and nothing is new");
});

test("what was told stays told after it was summed up", async () => {
  await nights.check();
  await service.tell([]);
  assert.deepEqual(arrived(), { mails: [], messages: 0 });
});

test("silence is told: a verdict that has run out, and a run that did not happen", async () => {
  const last = nights.now();
  nights.pass(24 * 80);
  await service.watch([{ engineId: "tie", dueAt: new Date(last.getTime() + 3_600_000).toISOString() }]);
  assert.ok(arrived().mails.includes("[loopback] tie was not checked when it should have been"));
});

test("who is told of what cannot be silenced by breaking the file that says it", async () => {
  let before = "";
  await commitGoverned(nights.estate, "policy/notifications.yaml", (text) => {
    before = text;
    return "channels: none\n";
  });
  await nights.check();
  await service.tell([]);
  assert.ok(arrived().mails.includes("[loopback] Who is told of what does not read any more"));
  await commitGoverned(nights.estate, "policy/notifications.yaml", () => before);
});

test("a broken ledger is told although it can remember nothing", async () => {
  const { storeDir } = nights.estate;
  const ledger = (await gitAsOutsider(storeDir, "rev-parse", "refs/heads/ledger")).trim();
  await gitAsOutsider(storeDir, "update-ref", "refs/heads/ledger", `${ledger}~3`);
  await service.watch([]);
  await service.watch([]);
  assert.deepEqual(arrived().mails, ["[loopback] The ledger cannot be trusted (ledger-rolled-back)"]);
  await gitAsOutsider(storeDir, "update-ref", "refs/heads/ledger", ledger);
});

test("no address, no password and no key stands in the ledger or the log", async () => {
  const records: string[] = [];
  for await (const record of nights.estate.app.ledger.records()) {
    if (record.type === "run") assert.ok(bodyOfRun(record).runId.length > 0);
    else records.push(JSON.stringify(record));
  }
  for (const secret of ["@trust.hospital.test", MAIL_ACCOUNT.password, "loopback-chat-key"])
    assert.ok(![...records, ...log].some((line) => line.includes(secret)), secret);
});
