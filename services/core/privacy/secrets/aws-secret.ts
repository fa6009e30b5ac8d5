import { formRule } from "./form-rule.js";
import type { SecretRule } from "./secret-rule.js";

/** The secret that stands right behind its AWS access key, also where that was masked before; a digest in hexadecimal is none. */
export const awsSecret: SecretRule = formRule(
  ["AKIA", "ASIA", "masked:"],
  /(?:A[KS]IA[A-Z0-9]{16}|masked:[\w.-]{1,64}:[0-9a-f]{32})(?![\w-])[\s"',;:|=/\\]{1,12}(?=[A-Za-z0-9/+]{0,39}[A-Z])(?=[A-Za-z0-9/+]{0,39}[a-z])(?=[A-Za-z0-9/+]{0,39}\d)([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/y,
);
