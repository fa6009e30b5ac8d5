import type { MirthModel } from "#services/simulators/mirth-connect/model";
import { SMALL_MODEL } from "./small-model.js";

/** A server of many invented interfaces, named `<flow> <number>`, the flows in turn; each listens on a port of its own. */
export function manyChannels(count: number, flows: readonly string[]): MirthModel {
  const channels = Array.from({ length: count }, (_, index) => ({
    id: `22222222-0000-4000-8000-${String(index).padStart(12, "0")}`,
    name: `${flows[index % flows.length]} ${String(index).padStart(3, "0")}`,
    source: {
      name: "sourceConnector",
      transport: "TCP Listener",
      properties: { listenerConnectorProperties: { "@version": "4.5.2", host: "0.0.0.0", port: 20_000 + index } },
    },
    destinations: [{ name: "Away", transport: "HTTP Sender", properties: { host: "https://hub.hospital.test" } }],
  }));
  const { serverId, serverName, environmentName, users = [] } = SMALL_MODEL;
  return { serverId, serverName, ...(environmentName === undefined ? {} : { environmentName }), users, channels };
}
