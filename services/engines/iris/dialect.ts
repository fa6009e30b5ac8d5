import type { Dialect } from "#services/core/dialect";
import { access } from "./access.js";
import { activation } from "./activation.js";
import { fieldRule } from "./field-rule.js";
import { CONCEPTS, FOLDERS } from "./kinds.js";
import { labelPath } from "./label-path.js";
import { mayDiffer } from "./may-differ.js";
import { mustMatch } from "./must-match.js";
import { parseExport } from "./parse-export.js";
import { SEPARABLE_SOURCES } from "./separable-sources.js";
import { namesPerson } from "./volatility.js";

/** Reads InterSystems Ensemble, HealthShare, Health Connect and IRIS for Health: their source interface and their export files. */
export const irisDialect: Dialect = {
  product: "iris",
  version: "iris/2",
  concepts: CONCEPTS,
  folders: FOLDERS,
  interfaceKinds: ["production-item"],
  exportFiles: /\.(?:cls|mac|inc|int|xml|lut|esd|hl7|x12|ast|ptd|cpf)$|^csp\w*\.ini$/i,
  separableSources: SEPARABLE_SOURCES,
  mustMatch,
  mayDiffer,
  access,
  activation,
  namesPerson,
  parse: parseExport,
  rule: fieldRule,
  label: labelPath,
};
