import { testDialectConformance } from "#test/conformance/dialect-conformance";
import { irisDialectHarness } from "./dialect-harness.js";

testDialectConformance(irisDialectHarness);
