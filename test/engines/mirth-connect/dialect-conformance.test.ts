import { testDialectConformance } from "#test/conformance/dialect-conformance";
import { mirthDialectHarness } from "./dialect-harness.js";

testDialectConformance(mirthDialectHarness);
