import { testDialectConformance } from "#test/conformance/dialect-conformance";
import { rhapsodyDialectHarness } from "./dialect-harness.js";

testDialectConformance(rhapsodyDialectHarness);
