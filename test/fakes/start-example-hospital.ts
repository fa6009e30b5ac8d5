import { createIrisConnector } from "#services/engines/iris/connector";
import { createMirthConnector } from "#services/engines/mirth-connect/connector";
import { createRhapsodyConnector } from "#services/engines/rhapsody/connector";
import { type ExampleHospital, startExampleHospital as start } from "#services/simulators/example-hospital";
import { assertOnlyReads } from "./assert-only-reads.js";
import { assertOnlySelects } from "./start-iris-simulator.js";

export type { ExampleHospital };

/** Starts the invented hospital, whose engines take nothing but reads. */
export async function startExampleHospital(): Promise<ExampleHospital> {
  const hospital = await start();
  const pairs = [
    [hospital.tie, createMirthConnector()],
    [hospital.healthConnect, createIrisConnector()],
    [hospital.rie, createRhapsodyConnector()],
  ] as const;
  return {
    ...hospital,
    async stop() {
      await hospital.stop();
      for (const [{ primary, standby }, { readRequests }] of pairs)
        for (const { requests } of [primary, standby]) assertOnlyReads(readRequests, requests);
      for (const member of Object.values(hospital.healthConnect)) assertOnlySelects(member);
    },
  };
}
