import { ACCOUNT } from "#test/fakes/estate-on-loopback";
import { startIrisSimulator } from "#test/fakes/start-iris-simulator";
import { startRhapsodySimulator } from "#test/fakes/start-rhapsody-simulator";
import { benchEngine } from "./bench-engine.js";
import { benchInstance } from "./bench-instance.js";

/** Two simulated engines of one product in a process of their own: `product-engines-process <iris|rhapsody> <size>`. */
const [product = "", size = "0"] = process.argv.slice(2);
// More rounds in a minute than the engine lets anybody log in.
const limits = { loginsPerMinute: 10_000, requestsPerMinute: 1_000_000 };
const start = {
  iris: (node: "a" | "b") => startIrisSimulator({ model: benchInstance(node, Number(size)), account: ACCOUNT }),
  rhapsody: () => startRhapsodySimulator({ model: benchEngine(Number(size)), account: ACCOUNT, ...limits }),
}[product];
if (start === undefined) throw new Error(`no engines of '${product}' are simulated`);
const engines = [await start("a"), await start("b")];

process.on("disconnect", () => process.exit(0));
process.on("message", () => process.exit(0));
process.send?.(engines.map(({ url, fingerprint }) => ({ url, fingerprint })));
