import { randomBytes } from "node:crypto";
import { parseDocument } from "yaml";
import type { Act } from "./example/act.js";
import type { Pair } from "./example/pair.js";
import { playHealthConnect } from "./example/play-health-connect.js";
import { playRie } from "./example/play-rie.js";
import { playTie } from "./example/play-tie.js";
import { readEstate } from "./example/read-estate.js";
import { renderTickets } from "./example/render-tickets.js";
import { startHealthConnect } from "./example/start-health-connect.js";
import { startRie } from "./example/start-rie.js";
import { startTie } from "./example/start-tie.js";
import type { IrisSimulator } from "./iris/start-iris-simulator.js";
import type { MirthSimulator } from "./mirth-connect/start-mirth-simulator.js";
import type { RhapsodySimulator } from "./rhapsody/start-rhapsody-simulator.js";

/** The invented hospital, running: three simulated pairs and everything an estate repository needs to watch them. */
export interface ExampleHospital {
  /** `tie-a` and `tie-b`, Mirth Connect. */
  readonly tie: Pair<MirthSimulator>;
  /** `hc-a` and `hc-b`, an InterSystems mirror. */
  readonly healthConnect: Pair<IrisSimulator>;
  /** `rie-a` and `rie-b`, Rhapsody. */
  readonly rie: Pair<RhapsodySimulator>;
  /** Variable → value: the passwords that estate.yaml names, made anew at each start. */
  readonly environment: Readonly<Record<string, string>>;
  /** Path → text of `estate.yaml`, with the real addresses and pins, and of everything below `policy/`. */
  files(): ReadonlyMap<string, string>;
  /** The ticket export (`change-tickets/v1`, JSON) as the ticket system would write it at that instant. */
  tickets(at: Date): string;
  /** Lets a night's acts happen, and says what they were. 1: nothing; 2: the drifts; 3: people put it right. */
  night(number: 1 | 2 | 3): readonly Act[];
  stop(): Promise<void>;
}

/** Starts all nodes of `baselines/example-hospital` on loopback. */
export async function startExampleHospital(): Promise<ExampleHospital> {
  const { files, tickets } = readEstate();
  const environment: Record<string, string> = {};
  const start = async <T>(ids: readonly [string, string], startNode: StartNode<T>): Promise<Pair<T>> => {
    const [primary, standby] = await Promise.all(
      ids.map((id) => {
        const password = randomBytes(18).toString("base64url");
        environment[`${id.toUpperCase().replace("-", "_")}_PASSWORD`] = password;
        return startNode(id, password);
      }),
    );
    if (primary === undefined || standby === undefined) throw new Error(`${ids.join(" and ")} are not a pair`);
    return { primary, standby };
  };
  const tie = await start(["tie-a", "tie-b"], startTie);
  const healthConnect = await start(["hc-a", "hc-b"], startHealthConnect);
  const rie = await start(["rie-a", "rie-b"], startRie);
  const pairs = [tie, healthConnect, rie];
  return {
    tie,
    healthConnect,
    rie,
    environment,
    files: () => withAddresses(files, pairs),
    tickets: (at) => renderTickets(tickets, at),
    night: (number) => [...playTie(number, tie), ...playHealthConnect(number, healthConnect), ...playRie(number, rie)],
    stop: async () => {
      await Promise.all(pairs.flatMap(({ primary, standby }) => [primary.stop(), standby.stop()]));
    },
  };
}

type StartNode<T> = (id: string, password: string) => Promise<T>;

/** Puts where the simulated nodes really are into the place of the invented addresses; the order is that of estate.yaml. */
function withAddresses(
  files: ReadonlyMap<string, string>,
  pairs: readonly Pair<{ readonly url: string; readonly fingerprint: string }>[],
): ReadonlyMap<string, string> {
  const estate = parseDocument(files.get("estate.yaml") ?? "");
  for (const [engine, { primary, standby }] of pairs.entries()) {
    for (const [node, { url, fingerprint }] of [primary, standby].entries()) {
      estate.setIn(["engines", engine, "nodes", node, "url"], url);
      estate.setIn(["engines", engine, "nodes", node, "tls"], estate.createNode({ fingerprint }));
    }
  }
  return new Map([...files, ["estate.yaml", estate.toString()]]);
}
