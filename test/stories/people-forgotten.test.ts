import assert from "node:assert/strict";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openApp } from "#services/app";
import { parsePseudonym } from "#services/core/people/pseudonym";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { rederiveRun } from "#services/jobs/check/rederive-run";
import { bodyOfRun } from "#services/jobs/look/look-history";
import { forgetPerson } from "#services/jobs/people/forget-person";
import { openEstateRepository } from "#services/stores/git/open-estate-repository";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { openPeopleBook } from "#services/stores/people/open-people-book";
import { openTicketStore } from "#services/stores/tickets/open-ticket-store";
import { commitGoverned } from "#test/fakes/estate-on-loopback";
import { type Nights, startNights } from "#test/fakes/nights";
import { storedTexts } from "#test/fakes/stored-texts";

let nights: Nights;

before(async () => {
  nights = await startNights({
    policy: { policy: { mode: "enforce" }, people: { people: "pseudonyms" } },
  });
  await nights.check();
  await nights.adopt();
  nights.standby.state.setConfigurationValue("pas-host", "pas-test.hospital.test");
  await nights.check();
});

after(() => nights[Symbol.asyncDispose]());

const everything = (): string => storedTexts(nights.estate.storeDir);

const PEOPLE = ["C. Chair", "J. Okafor", "M. Second", "O. Wner", "R. Integrator"];

// One story, in order.

test("who adopts, waives and overrides is nowhere in the repository by name, and is told by name", async () => {
  const { app } = nights.estate;
  const { ready, report } = await app.ready("tie");
  assert.equal(report?.baseline?.approver, "C. Chair");
  const findingId = report?.findings[0]?.id ?? "";
  assert.equal(ready.verdict, "not-ready");
  const asked = { reason: "theatre list moves tonight", by: "J. Okafor", second: "M. Second", ticket: null };
  const { overrides } = await app.override("tie", { ...asked, codes: ["parity"], hours: 2 });
  assert.deepEqual([overrides[0]?.by, overrides[0]?.second], ["J. Okafor", "M. Second"]);
  assert.equal((await app.ready("tie")).ready.verdict, "ready");
  await app.endOverride("tie", { by: "J. Okafor", reason: null });
  // A night goes by before it is looked at: on the same day, or past midnight.
  const until = new Date(nights.now().getTime() + 2 * 86_400_000).toISOString().slice(0, 10);
  const waiver = { owner: "R. Integrator", approver: "C. Chair", reason: "PAS moves", until, ticket: null };
  await app.waive("tie", { ...waiver, findingId, isTrial: false });
  const todo = { what: "Renew the route", from: "incident", owner: "O. Wner", due: until, ticket: null };
  const raised = await app.raiseAction("tie", { ...todo, by: "J. Okafor" });
  assert.equal(raised.action.owner, "O. Wner");
  assert.equal((await app.raiseAction("tie", { ...todo, by: "J. Okafor" })).wasKnown, true);
  assert.equal((await nights.check()).findings[0]?.explainedBy?.by, "waiver", "an approver is still not the owner");
  const stored = everything();
  for (const name of PEOPLE) assert.equal(stored.includes(name), false, name);
  assert.match(stored, /Approved-By: person-[0-9a-f]{16}/);
  assert.deepEqual(
    (await app.people.list()).map(({ name }) => name).filter((name) => name !== "test"),
    PEOPLE,
  );
});

test("nobody overrides with themselves as the second person, and nobody is named by a pseudonym", async () => {
  const { app } = nights.estate;
  const asked = { reason: "again", second: "okafor, j.", ticket: null, codes: ["parity"], hours: 1 };
  await assert.rejects(app.override("tie", { ...asked, by: "J. Okafor" }), { code: "decision-refused" });
  const [known] = await app.people.show("J. Okafor");
  await assert.rejects(app.override("tie", { ...asked, by: known?.pseudonym ?? "" }), { code: "usage" });
});

test("a leaver is forgotten: shown by the pseudonym, recorded without the name, and every verdict derives again", async () => {
  const { app } = nights.estate;
  await assert.rejects(app.people.forget("C. Chair", "Chair, C."), { code: "usage" });
  const { people, record } = await app.people.forget("c. chair", "J. Okafor");
  assert.equal(parsePseudonym(record.actor)?.part, "actor");
  assert.doesNotMatch(JSON.stringify(record), /chair/i);
  assert.match((await app.ready("tie")).report?.baseline?.approver ?? "", /^person [0-9a-f]{8} \(approver\)$/);
  assert.deepEqual(
    people.map(({ name }) => name),
    ["C. Chair"],
  );
  await assert.rejects(app.people.forget("C. Chair", "J. Okafor"), { code: "selector-unknown" });
  assert.deepEqual(await derivedAgain(), []);
  assert.equal((await app.ledger.verify()).sound, true);
});

test("a forgetting that was cut off before it was on record goes on record by the next asking", async () => {
  const { app } = nights.estate;
  const [second] = (await app.people.list()).filter(({ name }) => name === "M. Second");
  const cut = {
    people: openPeopleBook(app.settings.peopleFolder),
    ledger: { append: async () => assert.fail("killed") },
  };
  await assert.rejects(forgetPerson("M. Second", "J. Okafor", { ...cut, now: nights.now }), /killed/);
  assert.equal(
    (await app.people.list()).some(({ name }) => name === "M. Second"),
    false,
  );
  const { people, cutOff, record } = await app.people.forget("M. Second", "J. Okafor");
  assert.deepEqual([people, cutOff], [[], [second?.id]]);
  assert.deepEqual(record.body, { people: [second?.id] });
  await assert.rejects(app.people.forget("M. Second", "J. Okafor"), { code: "selector-unknown" });
});

test("without the key nothing is recorded of people, and checks go on", async () => {
  const { settings } = nights.estate.app;
  await rename(join(settings.peopleFolder, "key"), join(settings.peopleFolder, "kept"));
  const reopened = await openApp(settings, nights.now);
  const before = everything().length;
  const made = reopened.tokens.create({ name: "t0", role: "viewer", engines: "all", days: 1, by: "J. Okafor" });
  await assert.rejects(made, { code: "key-missing" });
  assert.equal(everything().length, before);
  await nights.check();
  await rename(join(settings.peopleFolder, "kept"), join(settings.peopleFolder, "key"));
});

test("an estate that wants names again is told by name from then on, and what was sealed stays sealed", async () => {
  await commitGoverned(nights.estate, "policy/people.yaml", () => "people: names\n");
  const made = await nights.estate.app.tokens.create({
    name: "t1",
    role: "viewer",
    engines: "all",
    days: 1,
    by: "Kim Lee",
  });
  assert.equal(made.token.createdBy, "Kim Lee");
  assert.match(everything(), /Kim Lee/);
});

/** Runs that do not say now what they said then. */
async function derivedAgain(): Promise<readonly number[]> {
  const { storeDir: gitDir } = nights.estate;
  const context = { gitDir, signingKeyFile: "", now: nights.now };
  const ledger = openLedger(context);
  const other: number[] = [];
  for await (const record of ledger.records({ type: "run" })) {
    const run = bodyOfRun(record);
    for (const engineRun of run.engines) {
      const { same } = await rederiveRun(
        { run, engineRun },
        {
          ...{
            ledger,
            repository: openEstateRepository(context, ledger),
            ticketStore: openTicketStore(context, ledger),
          },
          dialectOf: () => mirthConnectDialect,
        },
      );
      if (!same) other.push(record.seq);
    }
  }
  return other;
}
