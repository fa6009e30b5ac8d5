import type { Dialect } from "#services/core/dialect";
import { access } from "./access.js";
import { activation } from "./activation.js";
import { aliasOf } from "./alias-of.js";
import { fieldRule } from "./field-rule.js";
import { CONCEPTS, FOLDERS } from "./kinds.js";
import { labelPath } from "./label-path.js";
import { mayDiffer } from "./may-differ.js";
import { mustMatch } from "./must-match.js";
import { parseExport } from "./parse-export.js";

/** Reads Rhapsody Integration Engine 6.x: what its API answers, saved configurations and locker files; 7.x by the same rules, unproven. */
export const rhapsodyDialect: Dialect = {
  product: "rhapsody",
  version: "rhapsody/2",
  concepts: CONCEPTS,
  folders: FOLDERS,
  aliasOf,
  exportFiles: /\.(?:rlc|zip|xml|json)$/i,
  interfaceKinds: ["route", "communication-point"],
  hidingKinds: ["locker"],
  mustMatch,
  mayDiffer,
  access,
  activation,
  parse: parseExport,
  rule: fieldRule,
  label: labelPath,
};
