import { Type } from "typebox";
import { RecordSummary } from "#schemas/api/record-summary";
import { LedgerRecord } from "#schemas/ledger-record";
import { ServiceLevelsReport } from "#schemas/service-levels-report";
import { refuse } from "../answer.js";
import { giveView } from "./given-view.js";
import { type Operation, operation } from "./operation.js";
import { cursorOf, DEFAULT_LIMIT, numberOfCursor, PAGING, partOf } from "./paging.js";

/** The ledger. It speaks of the whole estate, so that only who may see all of it reads it. */
export const RECORD_OPERATIONS: readonly Operation[] = [
  operation({
    id: "listRecords",
    tag: "records",
    says: "Records of the ledger without their bodies, newest first.",
    ...{ method: "get", path: "/estates/:estate/records", on: "estate", permission: "read-records" },
    query: { ...PAGING, type: LedgerRecord.properties.type },
    gives: partOf(RecordSummary),
    async handle(call, { query: { limit = DEFAULT_LIMIT, cursor, type } }) {
      const before = cursor === undefined ? undefined : numberOfCursor(cursor);
      if (cursor !== undefined && before === undefined) {
        return refuse(400, { errors: [{ in: "query", at: "cursor", detail: "is no cursor of this list" }] });
      }
      const viewed = await call.estate.views.records({ limit, before, type });
      const next = viewed.value?.next === undefined ? null : cursorOf(viewed.value.next);
      return giveView(call, viewed, ({ items }) => ({ items: [...items], next }), { next });
    },
  }),
  operation({
    id: "showRecord",
    tag: "records",
    says: "One record of the ledger, as it is chained.",
    ...{ method: "get", path: "/estates/:estate/records/:seq", on: "estate", permission: "read-records" },
    params: { seq: Type.String({ pattern: "^\\d{1,15}$" }) },
    gives: LedgerRecord,
    handle: async (call) =>
      giveView(call, await call.estate.views.record(Number(call.params["seq"])), (value) => value),
  }),
  operation({
    id: "showServiceLevels",
    tag: "records",
    says: "One month of an estate against `policy/service-levels.yaml`. It may take seconds.",
    ...{ method: "get", path: "/estates/:estate/service-levels/:month", on: "estate", permission: "read-records" },
    params: { month: Type.String({ pattern: "^\\d{4}-(0[1-9]|1[0-2])$" }) },
    gives: ServiceLevelsReport,
    handle: async (call) =>
      giveView(call, await call.estate.views.serviceLevels(call.params["month"] ?? ""), (value) => value),
  }),
];
