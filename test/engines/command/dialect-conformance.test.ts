import { testDialectConformance } from "#test/conformance/dialect-conformance";
import { commandDialectHarness } from "./dialect-harness.js";

testDialectConformance(commandDialectHarness);
