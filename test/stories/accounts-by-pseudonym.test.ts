import assert from "node:assert/strict";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { parse, stringify } from "yaml";
import { openApp } from "#services/app";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { rederiveRun } from "#services/jobs/check/rederive-run";
import { bodyOfRun } from "#services/jobs/look/look-history";
import { openEstateRepository } from "#services/stores/git/open-estate-repository";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { openTicketStore } from "#services/stores/tickets/open-ticket-store";
import { commitGoverned } from "#test/fakes/estate-on-loopback";
import { findingOn, type Nights, startNights } from "#test/fakes/nights";
import { storedTexts } from "#test/fakes/stored-texts";
import { SMALL_MODEL } from "#test/simulators/small-model";

/** Who changes, who is behind the account, who approves, who asks. Of them the engine's own list of users has the account alone. */
const ACCOUNT = "q.haverstock";
const [MAKER, APPROVER, REQUESTER] = ["Quill Oversby", "Pella Lowdermilk", "Ward Nine-Ashby"];
const NAMES = ["Oversby", "Lowdermilk", "Nine-Ashby"];
const CHANGE_CONTROL = "policy/change-control.yaml";
let nights: Nights;

before(async () => {
  const users = [...(SMALL_MODEL.users ?? []), { id: 7, username: ACCOUNT }];
  nights = await startNights({
    model: { ...SMALL_MODEL, users },
    policy: {
      policy: { mode: "enforce", maxTicketAgeMinutes: 100_000 },
      people: { people: "pseudonyms", accounts: "pseudonyms" },
    },
    tickets: "../tickets",
  });
  await mkdir(join(nights.estate.folder, "../tickets"));
  await exportTickets([]);
  await nights.check();
  await nights.adopt();
  assert.equal((await nights.check()).readiness.verdict, "ready");
});

after(() => nights[Symbol.asyncDispose]());

async function exportTickets(tickets: readonly unknown[]): Promise<void> {
  const exported = { schema: "change-tickets/v1", exportedAt: nights.now().toISOString(), tickets };
  const file = join(nights.estate.folder, "../tickets/export.json");
  await writeFile(file, JSON.stringify(exported));
  await writeFile(`${file}.done`, "");
}

const inHours = (hours: number): string => new Date(nights.now().getTime() + hours * 3_600_000).toISOString();

/** A change that is under way now, approved the day before. */
function aTicket(number: string, approver: string) {
  return {
    ...{ number, kind: "normal", lifecycle: "implement", approval: "approved" },
    approvals: [{ by: approver, decision: "approved", at: inHours(-24) }],
    ...{ plannedStart: inHours(-2), plannedEnd: inHours(24), cis: ["tie"] },
    ...{ implementers: [MAKER], requester: REQUESTER },
  };
}

/** Changes a script on both nodes under a ticket, and gives how it was judged. */
async function changeUnder(number: string, approver: string) {
  await exportTickets([aTicket(number, approver)]);
  nights.pass(1);
  for (const { state } of [nights.primary, nights.standby])
    state.setGlobalScript("Deploy", `// ${number}\nreturn 2;`, { by: ACCOUNT });
  await exportTickets([aTicket(number, approver)]);
  const finding = findingOn(await nights.check(), "Deploy");
  assert.ok(finding);
  return finding.authorisation;
}

// One story, in order.

test("a name in clear in policy is told by validate, and sealed in its place by a command", async () => {
  const { app, folder } = nights.estate;
  const file = join(folder, CHANGE_CONTROL);
  const before: unknown = parse(await readFile(file, "utf8").catch(() => "{}"));
  const identities = [{ account: ACCOUNT, person: MAKER }];
  await writeFile(file, `# who is who\n${stringify({ ...Object(before), identities })}`);
  const told = (await app.validate("folder")).advice.map(({ file: where, path }) => `${where} ${path}`);
  assert.deepEqual(
    told.filter((line) => line.startsWith(CHANGE_CONTROL)),
    [`${CHANGE_CONTROL} /identities/0/account`, `${CHANGE_CONTROL} /identities/0/person`],
  );
  assert.equal(await app.people.sealPolicy(), 2);
  assert.equal(await app.people.sealPolicy(), 0, "what is sealed stays as it is");
  const sealed = await readFile(file, "utf8");
  assert.match(sealed, /^# who is who\n/);
  assert.match(sealed, /account: person-[0-9a-f]{16}-\S+-as-account\n\s+person: person-[0-9a-f]{16}-\S+-as-staff/);
  assert.deepEqual(
    (await app.validate("folder")).advice.filter((advice) => advice.file === CHANGE_CONTROL),
    [],
  );
  await commitGoverned(nights.estate, CHANGE_CONTROL, () => sealed);
});

test("a change is authorised by a ticket that names its maker, and not by one that its maker approved", async () => {
  const approved = await changeUnder("CHG0051001", APPROVER);
  assert.equal(approved.verdict, "authorised", JSON.stringify(approved.trace));
  assert.deepEqual(approved.actors, [ACCOUNT], "who is told is told by name");
  const own = await changeUnder("CHG0051002", MAKER);
  assert.equal(own.verdict, "sod-breach", JSON.stringify(own.trace));
});

test("of whom tickets and the engine's record name nobody is in the repository by name, and every verdict derives again without the key", async () => {
  const { settings } = nights.estate.app;
  const stored = storedTexts(nights.estate.storeDir);
  for (const name of NAMES) assert.equal(around(stored, name), "", name);
  for await (const record of nights.estate.app.ledger.records({}))
    assert.equal(around(JSON.stringify(record), ACCOUNT), "", "the record names no account");
  assert.match(stored, /person-[0-9a-f]{16}-\S+-as-account/);
  assert.match(stored, /person-[0-9a-f]{16}-\S+-as-staff/);
  await rename(settings.peopleFolder, `${settings.peopleFolder}-away`);
  assert.deepEqual(await derivedAgain(), []);
  await rename(`${settings.peopleFolder}-away`, settings.peopleFolder);
});

test("without the key no node is read by name instead", async () => {
  const { settings } = nights.estate.app;
  const key = join(settings.peopleFolder, "key");
  await rename(key, `${key}-away`);
  const reopened = await openApp(settings, nights.now);
  const report = await reopened.check(["tie"]);
  assert.equal(report.engines[0]?.readiness.verdict, "unknown");
  assert.match(JSON.stringify(report.engines[0]?.nodes), /key-missing/);
  await rename(`${key}-away`, key);
  for (const name of NAMES) assert.equal(around(storedTexts(nights.estate.storeDir), name), "", name);
});

/** What stands around a word, for whoever reads why a test failed. */
function around(text: string, word: string): string {
  const at = text.toLowerCase().indexOf(word.toLowerCase());
  return at === -1 ? "" : text.slice(Math.max(0, at - 200), at + 200);
}

/** Runs that do not say now what they said then. */
async function derivedAgain(): Promise<readonly number[]> {
  const { storeDir: gitDir } = nights.estate;
  const context = { gitDir, signingKeyFile: "", now: nights.now };
  const ledger = openLedger(context);
  const repository = openEstateRepository(context, ledger);
  const ticketStore = openTicketStore(context, ledger);
  const other: number[] = [];
  for await (const record of ledger.records({ type: "run" })) {
    const run = bodyOfRun(record);
    for (const engineRun of run.engines) {
      const evidence = { ledger, repository, ticketStore, dialectOf: () => mirthConnectDialect };
      const { same } = await rederiveRun({ run, engineRun }, evidence);
      if (!same) other.push(record.seq);
    }
  }
  return other;
}
