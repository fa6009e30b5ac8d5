import type { Forge as Declared } from "#schemas/forge";
import { createAzureDevOpsForge } from "#services/forges/azure-devops/forge";
import type { ForgeRequest } from "#services/ports/forge";
import type { DevOpsFaults } from "#services/simulators/azure-devops/faults";
import type { DevOpsModel } from "#services/simulators/azure-devops/model";
import {
  type AzureDevOpsOptions,
  type AzureDevOpsSimulator,
  startAzureDevOpsSimulator,
} from "#test/fakes/start-azure-devops-simulator";

export const TOKEN = "p4t-of-lockstep-7h1s-1s-n0t-r34l";
export const LOCKSTEP = "lockstep@hospital.test";
export const PAT = "Pat.Jones@hospital.test";
export const ROBIN = "robin.board@hospital.test";
export const SAM = "sam.keeper@hospital.test";

export const forge = createAzureDevOpsForge({
  answerTimeoutMs: 1000,
  silenceTimeoutMs: 1000,
  startingPollMs: 20,
  startingWaitMs: 60,
  maxItemBytes: 2_000_000,
});

const MODEL: DevOpsModel = {
  project: "Integration Engines",
  repository: "tie estate",
  accounts: [LOCKSTEP, PAT, ROBIN, SAM],
  teams: { CAB: [PAT] },
};

export interface DevOpsStage extends Partial<Omit<AzureDevOpsOptions, "model">> {
  readonly model?: Partial<DevOpsModel>;
  readonly declared?: Partial<Declared>;
  readonly faults?: DevOpsFaults;
}

export interface StagedDevOps {
  readonly simulator: AzureDevOpsSimulator;
  readonly request: ForgeRequest & { readonly secret: string };
}

/** Starts a server with one repository, and says how to speak with it. */
export async function stageDevOps({ model, declared, ...options }: DevOpsStage = {}): Promise<StagedDevOps> {
  const simulator = await startAzureDevOpsSimulator({ model: { ...MODEL, ...model }, token: TOKEN, ...options });
  const request = {
    declared: {
      system: "azure-devops",
      url: simulator.url,
      repository: `${MODEL.project}/${MODEL.repository}`,
      passwordEnv: "ESTATE_TOKEN",
      tls: { fingerprint: simulator.fingerprint },
      ...declared,
    },
    secret: TOKEN,
    timeoutMs: 20_000,
    now: () => new Date(),
  } as const;
  return { simulator, request };
}
