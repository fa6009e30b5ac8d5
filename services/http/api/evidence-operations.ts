import { Type } from "typebox";
import { EvidencePackList, EvidencePackRequest, EvidencePackStanding } from "#schemas/api/evidence-packs";
import { AskedPack } from "#schemas/kept-pack";
import { refuse } from "../answer.js";
import { answerPack } from "../answer-pack.js";
import { askForPack } from "../ask-for-pack.js";
import { packStanding, packsAtWork } from "../pack-standing.js";
import { refuseUnknownEngine } from "../refuse-unknown-engine.js";
import { API_ROOT } from "./describe-api.js";
import { give, type Operation, operation } from "./operation.js";
import { seenEngines } from "./seen-engines.js";

const PACKS = "/estates/:estate/evidence-packs";
const ONE = {
  method: "get",
  on: "estate",
  permission: "read-evidence",
  params: { pack: AskedPack.properties.id },
} as const;

/** Evidence packs. Each holds the whole ledger, so that only who may see all of an estate has to do with them. */
export const EVIDENCE_OPERATIONS: readonly Operation[] = [
  operation({
    id: "askForEvidencePack",
    tag: "evidence",
    says: "Asks for an evidence pack of a period. Who asks for the same while nothing else was recorded is given the same one.",
    ...{ method: "post", path: PACKS, on: "estate", permission: "make-evidence" },
    body: EvidencePackRequest,
    gives: EvidencePackStanding,
    status: 202,
    async handle(call, { body: { from, to, framework, engines } }, context) {
      const strange = engines?.find((id) => !seenEngines(call).includes(id));
      if (strange !== undefined) return refuseUnknownEngine(strange, call);
      const wanted = { firstDay: from, lastDay: to, framework, engineIds: engines };
      const pack = await askForPack(call, wanted, context);
      const location = `${API_ROOT}/estates/${encodeURIComponent(call.estate.id)}/evidence-packs/${pack.asked.id}`;
      return give(packStanding(pack, await packsAtWork(context.queue, call.estate.id)), { location });
    },
  }),
  operation({
    id: "listEvidencePacks",
    tag: "evidence",
    says: "The evidence packs that are kept, those asked for last first.",
    ...{ method: "get", path: PACKS, on: "estate", permission: "read-evidence" },
    gives: EvidencePackList,
    async handle({ estate }, _asked, { queue }) {
      const [kept, atWork] = await Promise.all([estate.app.packs.list(), packsAtWork(queue, estate.id)]);
      return give({
        schema: "lockstep/evidence-pack-list@1",
        items: kept.map((pack) => packStanding(pack, atWork)),
      });
    },
  }),
  operation({
    id: "showEvidencePack",
    tag: "evidence",
    says: "How an evidence pack stands; once it is made, with its size and SHA-256.",
    ...{ ...ONE, path: `${PACKS}/:pack` },
    gives: EvidencePackStanding,
    async handle({ estate, params }, _asked, { queue }) {
      const pack = await estate.app.packs.find(params["pack"] ?? "");
      return pack === undefined ? refuse(404) : give(packStanding(pack, await packsAtWork(queue, estate.id)));
    },
  }),
  operation({
    id: "fetchEvidencePack",
    tag: "evidence",
    says: "The pack itself. Its ETag is its SHA-256; parts of it can be asked for with `Range`.",
    ...{ ...ONE, path: `${PACKS}/:pack/file` },
    gives: Type.String({ format: "binary" }),
    givesFile: "application/zip",
    handle: answerPack,
  }),
];
