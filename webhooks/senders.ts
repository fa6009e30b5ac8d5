import type { Webhook } from "#schemas/webhook";
import { interpretAzureDevops } from "./azure-devops/interpret.js";
import { verifyAzureDevops } from "./azure-devops/verify.js";
import { interpretEngine } from "./engine/interpret.js";
import { verifyEngine } from "./engine/verify.js";
import { interpretGithub } from "./github/interpret.js";
import { verifyGithub } from "./github/verify.js";
import { interpretJira } from "./jira/interpret.js";
import { verifyJira } from "./jira/verify.js";
import type { Sender } from "./sender.js";
import { interpretServicenow } from "./servicenow/interpret.js";
import { verifyServicenow } from "./servicenow/verify.js";
import { interpretTopdesk } from "./topdesk/interpret.js";
import { verifyTopdesk } from "./topdesk/verify.js";

/** Every sender that `estate.yaml` may name. */
export const SENDERS: Readonly<Record<Webhook["sender"], Sender>> = {
  github: { verify: verifyGithub, interpret: interpretGithub },
  "azure-devops": { verify: verifyAzureDevops, interpret: interpretAzureDevops },
  servicenow: { verify: verifyServicenow, interpret: interpretServicenow },
  jira: { verify: verifyJira, interpret: interpretJira },
  topdesk: { verify: verifyTopdesk, interpret: interpretTopdesk },
  engine: { verify: verifyEngine, interpret: interpretEngine },
};
