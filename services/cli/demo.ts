import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { CheckReport } from "#schemas/check-report";
import { type App, openApp } from "#services/app";
import { initEstate } from "#services/compose/estate/init-estate";
import { DATA_FOLDER, settingsFor } from "#services/config";
import { LockstepError } from "#services/core/errors";
import { renderHtml } from "#services/reports/render/render-html";
import { renderTerminal } from "#services/reports/render/render-terminal";
import { count } from "#services/reports/text/count";
import type { Act } from "#services/simulators/example/act";
import type { ExampleHospital } from "#services/simulators/example-hospital";
import { addExamples } from "./add-examples.js";
import { type AddCommand, type CommandContext, layoutOf } from "./command-context.js";
import { demoHints } from "./demo-hints.js";
import { holdDemoFolder } from "./hold-demo-folder.js";

export const addDemo: AddCommand = (program, context) => {
  const command = program
    .command("demo")
    .description("the whole of it on the example estate, no engine, server or account needed")
    .option("--folder <folder>", "where to leave the estate and the report", "out/demo")
    .option("--stay", "keep the simulated engines running until Ctrl-C, to try commands on");
  addExamples(command, "demo", "demo --stay").action(async (options: { folder: string; stay?: boolean }) => {
    const folder = resolve(context.cwd, options.folder);
    await assertDemo(join(folder, "estate"));
    const release = await holdDemoFolder(folder);
    try {
      await runDemo(folder, options, context);
    } finally {
      await release();
    }
  });
};

async function runDemo(folder: string, options: { readonly stay?: boolean }, context: CommandContext): Promise<void> {
  // Of all commands it alone needs engines of its own: loading them would make each of the others start later.
  const { startExampleHospital } = await import("#services/simulators/example-hospital");
  const hospital = await startExampleHospital();
  try {
    const report = await playDemo(hospital, { folder, isLeftOpen: options.stay === true }, context);
    if (options.stay) await stay(hospital, { folder, report }, context);
  } finally {
    await hospital.stop();
  }
}

const INTRODUCTION = `An invented hospital with five integration engines, each with production and standby. Three run on this machine and speak
their own protocols: 'tie' (Mirth Connect), 'health-connect' (an InterSystems mirror) and 'rie' (Rhapsody). 'cis' is the
folder of a Cloverleaf site, and 'pager' a program that prints what it is set to.
`;

/** Which node is production when the story begins. */
const PRODUCTION = [
  ["tie", "tie-a"],
  ["health-connect", "hc-a"],
  ["rie", "rie-a"],
  ["cis", "cis-a"],
  ["pager", "pager-a"],
] as const;

/** Only what an earlier demo left is made anew. @throws LockstepError `usage` */
async function assertDemo(estate: string): Promise<void> {
  const names = await readdir(estate).catch(() => []);
  const text = await readFile(join(estate, "estate.yaml"), "utf8").catch(() => "");
  if (names.every((name) => name === DATA_FOLDER) || /^estate: st-elsewhere$/m.test(text)) return;
  throw new LockstepError("usage", `${estate} holds something else than a demo: give another --folder.`);
}

/** Tells how to try commands on the simulated engines, and waits. Their passwords are made anew at each start. */
async function stay(
  hospital: ExampleHospital,
  { folder, report }: { readonly folder: string; readonly report: CheckReport },
  context: CommandContext,
): Promise<void> {
  const signal = context.catchInterrupts?.();
  if (signal === undefined) return;
  const addresses = [hospital.tie.primary, hospital.tie.standby];
  const lines = [
    "",
    "The simulated engines run until Ctrl-C. In another terminal, to look at this estate:",
    `  export LOCKSTEP_ESTATE=${join(folder, "estate")}`,
    ...Object.entries(hospital.environment).map(([name, value]) => `  export ${name}=${value}`),
    "then try:",
    ...["npx lockstep doctor", ...demoHints(report)].map((hint) => `  ${hint}`),
    "or to begin one of your own (then: export LOCKSTEP_ESTATE=../my-estate):",
    "  npx lockstep init ../my-estate --username lockstep-reader \\",
    ...["TIE_A_PASSWORD", "TIE_B_PASSWORD"].map((name) => `    --password-env ${name} \\`),
    ...addresses.map(({ url, fingerprint }) => `    --discover ${url} --fingerprint ${fingerprint} \\`),
  ];
  context.stdout.write(`${lines.join("\n").replace(/ \\$/, "")}\n`);
  await new Promise<void>((resume) => signal.addEventListener("abort", () => resume(), { once: true }));
}

interface Play {
  readonly folder: string;
  /** Whether the story stops at the first night, so that there is something to try commands on. */
  readonly isLeftOpen: boolean;
}

async function playDemo(hospital: ExampleHospital, play: Play, context: CommandContext): Promise<CheckReport> {
  const { folder } = play;
  const say = (text: string): void => void context.stdout.write(`${text}\n`);
  const app = await createEstate(hospital, folder, context);
  say(INTRODUCTION);

  say("1. The first look. Nobody has approved anything yet, so the verdict is 'unknown', on purpose.");
  say(`   ${verdictOf(await checkAt(app, hospital, folder))}\n`);

  const approver = "C. Okonkwo, Change Advisory Board";
  const approved = await adoptAll(app, approver);
  say(`2. ${approver}, approves what each production holds as its baseline: ${approved.join(", ")}.`);
  say(`   ${verdictOf(await checkAt(app, hospital, folder))}\n`);

  say("3. The first night's work, done here in a second. This is what people did; Lockstep is told none of it:");
  sayActs(hospital.night(2), say);
  const report = await checkAt(app, hospital, folder);
  const file = join(folder, "report.html");
  await writeFile(file, renderHtml(report));
  say(`\n   And this is what Lockstep says:\n\n${renderTerminal(report, layoutOf(context))}`);

  if (!play.isLeftOpen) {
    say("4. The second night. People put right on the one node what they had done on the other:");
    sayActs(hospital.night(3), say);
    say(`   ${verdictOf(await checkAt(app, hospital, folder))}\n`);

    const again = await adoptAll(app, approver);
    say(`5. ${approver}, has looked at what is left and approves it: ${again.join(", ")}.`);
    say(`   ${verdictOf(await checkAt(app, hospital, folder))}\n`);
  }

  const { records } = await app.ledger
    .verify()
    .then((state) => (state.sound ? state : Promise.reject(new Error(state.problem))));
  say(`Report:  ${file} (of the first night)`);
  say(
    `Estate:  ${join(folder, "estate")} (look around with: npx lockstep --estate ${join(folder, "estate")} show tie/tie-b)`,
  );
  say(`Ledger:  ${records} records, chained and signed, verified just now.`);
  return report;
}

function sayActs(acts: readonly Act[], say: (text: string) => void): void {
  for (const { nodeId, by, what, ticket } of acts)
    say(`   ${nodeId.padEnd(7)}  ${by} ${what}${ticket === undefined ? "" : ` (${ticket})`}`);
}

/** Approves what the production node of each engine holds; says how many artefacts that was. */
async function adoptAll(app: App, approver: string): Promise<readonly string[]> {
  const approved: string[] = [];
  for (const [engineId, nodeId] of PRODUCTION) {
    const { snapshot } = await app.open(`${engineId}/${nodeId}`);
    await app.adopt({ engineId, from: "primary", digest: snapshot.digest, approver, ticket: null, reviewed: true });
    approved.push(`${count(snapshot.entries.length, "artefact")} of ${engineId}`);
  }
  return approved;
}

async function createEstate(hospital: ExampleHospital, folder: string, context: CommandContext): Promise<App> {
  const estate = join(folder, "estate");
  await rm(estate, { recursive: true, force: true });
  await mkdir(estate, { recursive: true });
  const environment = { ...context.environment, ...hospital.environment };
  await initEstate(estate, { environment, actor: "demo", now: () => new Date(), files: hospital.files() });
  return await openApp(settingsFor(estate, environment));
}

/** A check as the nightly scheduler would run it: the tickets were exported just before. */
async function checkAt(app: App, hospital: ExampleHospital, folder: string): Promise<CheckReport> {
  const tickets = join(folder, "estate", "tickets");
  await mkdir(tickets, { recursive: true });
  await writeFile(join(tickets, "tickets.json"), hospital.tickets(new Date()));
  return await app.check([]);
}

function verdictOf(report: CheckReport): string {
  return report.engines
    .map(
      ({ engineId, readiness }) =>
        `${engineId}: ${readiness.verdict}${readiness.reasons.flatMap(({ verdict, message }) => (verdict === "ready" ? [] : [` — ${message}`])).join("")}`,
    )
    .join("\n   ");
}
