import type { Dialect } from "#services/core/dialect";
import { access } from "./access.js";
import { activation } from "./activation.js";
import { fieldRule } from "./field-rule.js";
import { CONCEPTS, FOLDERS } from "./kinds.js";
import { labelPath } from "./label-path.js";
import { parseExport } from "./parse-export.js";

/** Reads Mirth Connect 2.2–4.5.2, Open Integration Engine and BridgeLink: their API's answers and their export files. */
export const mirthConnectDialect: Dialect = {
  product: "mirth-connect",
  version: "mirth-connect/2",
  concepts: CONCEPTS,
  folders: FOLDERS,
  interfaceKinds: ["channel"],
  access,
  activation,
  parse: parseExport,
  rule: fieldRule,
  label: labelPath,
};
