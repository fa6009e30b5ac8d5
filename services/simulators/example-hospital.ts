import { randomBytes } from "node:crypto";
import { parseDocument } from "yaml";
import type { Act } from "./example/act.js";
import type { Pair } from "./example/pair.js";
import { playCis } from "./example/play-cis.js";
import { playHealthConnect } from "./example/play-health-connect.js";
import { playPager } from "./example/play-pager.js";
import { playRie } from "./example/play-rie.js";
import { playTie } from "./example/play-tie.js";
import { readEstate } from "./example/read-estate.js";
import { renderTickets } from "./example/render-tickets.js";
import { type FileEngine, startCis } from "./example/start-cis.js";
import { startHealthConnect } from "./example/start-health-connect.js";
import { type CommandEngine, startPager } from "./example/start-pager.js";
import { startRie } from "./example/start-rie.js";
import { startTie } from "./example/start-tie.js";
import type { IrisSimulator } from "./iris/start-iris-simulator.js";
import type { MirthSimulator } from "./mirth-connect/start-mirth-simulator.js";
import type { RhapsodySimulator } from "./rhapsody/start-rhapsody-simulator.js";

/** The invented hospital, running: five pairs and everything an estate repository needs to watch them. */
export interface ExampleHospital {
  /** `tie-a` and `tie-b`, Mirth Connect. */
  readonly tie: Pair<MirthSimulator>;
  /** `hc-a` and `hc-b`, an InterSystems mirror. */
  readonly healthConnect: Pair<IrisSimulator>;
  /** `rie-a` and `rie-b`, Rhapsody. */
  readonly rie: Pair<RhapsodySimulator>;
  /** `cis-a` and `cis-b`, folders of files. */
  readonly cis: Pair<FileEngine>;
  /** `pager-a` and `pager-b`, programs that print what they are set to. */
  readonly pager: Pair<CommandEngine>;
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

/** Starts all nodes of `baselines/example-hospital`: on loopback, as folders, or as programs of this machine. */
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
  const servers = [tie, healthConnect, rie];
  const cis = { primary: await startCis("cis-a"), standby: await startCis("cis-b") };
  const pager = { primary: await startPager("pager-a"), standby: await startPager("pager-b") };
  const pairs = [...servers, cis, pager];
  return {
    tie,
    healthConnect,
    rie,
    cis,
    pager,
    environment,
    files: () => withAddresses(files, [...servers.map(asServers), asFolders(cis), asPrograms(pager)]),
    tickets: (at) => renderTickets(tickets, at),
    night: (number) => [
      ...playTie(number, tie),
      ...playHealthConnect(number, healthConnect),
      ...playRie(number, rie),
      ...playCis(number, cis),
      ...playPager(number, pager),
    ],
    stop: async () => {
      await Promise.all(pairs.flatMap(({ primary, standby }) => [primary.stop(), standby.stop()]));
    },
  };
}

type StartNode<T> = (id: string, password: string) => Promise<T>;

/** What a node's entry says of where it is: one value for each field. */
type Address = Readonly<Record<string, unknown>>;

function asServers({ primary, standby }: Pair<{ readonly url: string; readonly fingerprint: string }>): Pair<Address> {
  const address = ({ url, fingerprint }: typeof primary): Address => ({ url, tls: { fingerprint } });
  return { primary: address(primary), standby: address(standby) };
}

function asFolders({ primary, standby }: Pair<FileEngine>): Pair<Address> {
  const address = ({ folder }: FileEngine): Address => ({ files: [{ preset: "cloverleaf", path: folder }] });
  return { primary: address(primary), standby: address(standby) };
}

function asPrograms({ primary, standby }: Pair<CommandEngine>): Pair<Address> {
  const address = ({ argv }: CommandEngine): Address => ({ command: { id: "print-config", argv: [...argv] } });
  return { primary: address(primary), standby: address(standby) };
}

/** Puts where the nodes really are into the place of the invented addresses; the order is that of estate.yaml. */
function withAddresses(
  files: ReadonlyMap<string, string>,
  pairs: readonly Pair<Address>[],
): ReadonlyMap<string, string> {
  const estate = parseDocument(files.get("estate.yaml") ?? "");
  for (const [engine, { primary, standby }] of pairs.entries()) {
    for (const [node, address] of [primary, standby].entries()) {
      for (const [field, value] of Object.entries(address))
        estate.setIn(["engines", engine, "nodes", node, field], estate.createNode(value));
    }
  }
  return new Map([...files, ["estate.yaml", estate.toString()]]);
}
