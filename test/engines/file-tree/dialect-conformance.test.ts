import { testDialectConformance } from "#test/conformance/dialect-conformance";
import { fileTreeDialectHarness } from "./dialect-harness.js";

testDialectConformance(fileTreeDialectHarness);
