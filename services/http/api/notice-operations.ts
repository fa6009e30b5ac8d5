import { Type } from "typebox";
import { RecordSummary } from "#schemas/api/record-summary";
import { NoticesReport } from "#schemas/notices-report";
import { refuse } from "../answer.js";
import { refuseRole } from "../refuse-role.js";
import { actorOf } from "./actor-of.js";
import { give, type Operation, operation } from "./operation.js";
import { seenEngines } from "./seen-engines.js";

/** What people were told, and that they have seen it. */
export const NOTICE_OPERATIONS: readonly Operation[] = [
  operation({
    id: "listNotices",
    tag: "decisions",
    says: "What people were told and stands.",
    ...{ method: "get", path: "/estates/:estate/notices", on: "estate", permission: "read" },
    gives: NoticesReport,
    async handle(call) {
      const { notices: desk } = call.estate;
      if (desk === undefined) return refuse(404);
      const seen = seenEngines(call);
      const isAll = seen.length === (call.estate.declared()?.engines.length ?? 0);
      const notices = (await desk.standing()).filter(({ matter: { engineId } }) =>
        engineId === null ? isAll : seen.includes(engineId),
      );
      return give({ schema: "lockstep/notices@1", notices });
    },
  }),
  operation({
    id: "acknowledgeNotice",
    tag: "decisions",
    says: "Records that whoever asks has seen a notice: nobody else is told because of it, and no verdict is another.",
    ...{ method: "post", path: "/estates/:estate/notices/:record/seen", on: "estate", permission: "acknowledge" },
    params: { record: Type.String({ pattern: "^\\d{1,15}$", description: "the number that the notice names" }) },
    gives: RecordSummary,
    async handle({ estate, principal, params }) {
      const by = actorOf(principal);
      if (by === undefined) return refuseRole(principal, "acknowledge", { estate: estate.id });
      if (estate.notices === undefined) return refuse(404);
      const { seq, at, type, actor, previous, hash } = await estate.notices.seen({
        record: Number(params["record"]),
        by,
      });
      return give({ seq, at, type, actor, previous, hash });
    },
  }),
];
