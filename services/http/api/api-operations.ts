import { ACCESS_OPERATIONS } from "./access-operations.js";
import { CHECK_OPERATIONS } from "./check-operations.js";
import { DECISION_OPERATIONS } from "./decision-operations.js";
import { ENGINE_OPERATIONS } from "./engine-operations.js";
import { ESTATE_OPERATIONS } from "./estate-operations.js";
import { EVIDENCE_OPERATIONS } from "./evidence-operations.js";
import { KEEPING_OPERATIONS } from "./keeping-operations.js";
import { NOTICE_OPERATIONS } from "./notice-operations.js";
import type { Operation } from "./operation.js";
import { OVERRIDE_OPERATIONS } from "./override-operations.js";
import { PRACTICE_OPERATIONS } from "./practice-operations.js";
import { RECORD_OPERATIONS } from "./record-operations.js";
import { REVIEW_OPERATIONS } from "./review-operations.js";
import { RUN_OPERATIONS } from "./run-operations.js";

/** Everything that programs can ask for, in the order of the description. */
export const API_OPERATIONS: readonly Operation[] = [
  ...ESTATE_OPERATIONS,
  ...ENGINE_OPERATIONS,
  ...CHECK_OPERATIONS,
  ...RUN_OPERATIONS,
  ...REVIEW_OPERATIONS,
  ...DECISION_OPERATIONS,
  ...OVERRIDE_OPERATIONS,
  ...PRACTICE_OPERATIONS,
  ...NOTICE_OPERATIONS,
  ...RECORD_OPERATIONS,
  ...EVIDENCE_OPERATIONS,
  ...ACCESS_OPERATIONS,
  ...KEEPING_OPERATIONS,
];
