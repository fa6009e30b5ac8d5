import { ACCOUNT } from "#test/fakes/estate-on-loopback";
import { startMirthSimulator } from "#test/fakes/start-mirth-simulator";
import { benchChannel, changedText, REVISION_LINE } from "./bench-channel.js";

/** Two simulated engines in a process of their own, so that their memory and their work are not counted as ours. */
const channels = Array.from({ length: Number(process.argv[2]) }, (_, index) => benchChannel(index));
const tieA = await startNode("tie-a");
const tieB = await startNode("tie-b");
const names = channels.map(({ name }) => name);
let round = 0;

process.on("disconnect", () => process.exit(0));
process.on("message", (message: "change" | "revert" | "stop") => {
  if (message === "stop") process.exit(0);
  if (message === "revert") {
    round -= 1;
    for (const name of names.filter((_, index) => index % 100 === round)) {
      tieA.state.editChannel(name, changedText(round), REVISION_LINE);
    }
    process.send?.("reverted");
    return;
  }
  for (const name of names.filter((_, index) => index % 100 === round)) {
    tieA.state.editChannel(name, REVISION_LINE, changedText(round));
  }
  round += 1;
  process.send?.("changed");
});
process.send?.({ nodes: [tieA, tieB].map(({ url, fingerprint, caPem }) => ({ url, fingerprint, caPem })) });

async function startNode(name: string) {
  const serverId = `00000000-0000-4000-8000-00000000000${name.at(-1)}`;
  return await startMirthSimulator({
    model: { serverId, serverName: "tie", channels },
    account: ACCOUNT,
    keepAliveTimeoutMs: 60_000,
  });
}
