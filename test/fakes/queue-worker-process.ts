import { setTimeout as sleep } from "node:timers/promises";
import type { JobRequest } from "#schemas/job-request";
import { openQueue } from "#services/queues/open-queue";

/**
 * A worker in a process of its own: `queue-worker-process <url or ''> <data folder> <timing as JSON> <what to add>`. It adds
 * the jobs named, says `began <because>` of each job it begins, and never ends one: whoever started it kills it.
 */
const [url = "", dataFolder = "", timing = "{}", names = ""] = process.argv.slice(2);
const queue = await openQueue(url === "" ? undefined : url, {
  dataFolder,
  now: () => new Date(),
  timing: JSON.parse(timing),
});
for (const because of names.split(",").filter((name) => name !== "")) {
  const request: JobRequest = { job: "check", engineIds: [], because };
  await queue.add(request, { key: because });
}
await queue.work(async ({ request }) => {
  process.stdout.write(`began ${request.because}\n`);
  await sleep(3_600_000);
});
