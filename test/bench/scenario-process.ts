import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { openApp } from "#services/app";
import { settingsFor } from "#services/config";
import { ACCOUNT } from "#test/fakes/estate-on-loopback";
import { runFloor } from "./floor.js";
import { runProductFloor } from "./product-floor.js";
import { recordWire, type SentRequest } from "./record-wire.js";
import type { Measured, Scenario } from "./run-scenario.js";
import { runShellExport } from "./shell-export.js";
import { createStageClock } from "./stage-clock.js";

/** Does one thing in a fresh process, and says how long it took and how much memory it needed at most. */
const scenario = JSON.parse(process.argv[2] ?? "") as Scenario;
const act = { floor, check, shell, productFloor }[scenario.what];
const cpuBefore = processorMs();
const start = performance.now();
const found = await act();
const ms = performance.now() - start;
const cpuMs = processorMs() - cpuBefore;
const measured: Measured = { ms, cpuMs, peakMegabytes: process.resourceUsage().maxRSS / 1024, ...found };
process.send?.(measured, () => process.exit(0));

/** Processor time of this process and, where the system tells, of the children that it has waited for. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  const stat = existsSync("/proc/self/stat") ? readFileSync("/proc/self/stat", "utf8") : "";
  const [children = 0, inSystem = 0] = stat
    .replace(/^.*\) /, "")
    .split(" ")
    .slice(13, 15)
    .map(Number);
  return (user + system) / 1000 + (children + inSystem) * 10;
}

async function floor(): Promise<Partial<Measured>> {
  return await runFloor(scenario.folder, scenario.nodes);
}

async function productFloor(): Promise<Partial<Measured>> {
  const wire = JSON.parse(readFileSync(scenario.wireFile ?? "", "utf8")) as SentRequest[];
  return await runProductFloor(scenario.folder, scenario.productNodes ?? [], wire);
}

async function shell(): Promise<Partial<Measured>> {
  await runShellExport(scenario.folder, scenario.nodes);
  return {};
}

async function check(): Promise<Partial<Measured>> {
  const settings = settingsFor(`${scenario.folder}/estate`, { ...process.env, LOOPBACK_PASSWORD: ACCOUNT.password });
  const clock = createStageClock();
  const app = await openApp(settings);
  const wire = scenario.wireFile === undefined ? [] : recordWire();
  const report = await app.check([], { observe: clock.wrap });
  if (scenario.wireFile !== undefined) writeFileSync(scenario.wireFile, JSON.stringify(wire));
  const [engine] = report.engines;
  const unread = engine?.nodes.filter(({ coverage, snapshot }) => snapshot === null || !coverage.complete) ?? [];
  if (unread.length > 0) throw new Error(`a node was not read: ${JSON.stringify(unread)}`);
  return { stages: clock.times(), findings: engine?.findings.length ?? 0 };
}
