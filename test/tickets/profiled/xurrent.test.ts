import { XURRENT_WORDS } from "./make-words.js";
import { testMake } from "./test-make.js";

testMake(XURRENT_WORDS, {
  approver: "Pat Cab",
  implementer: "Sam Engineer",
  held: 120,
  notApplicable: {
    "other-zone": "timestamps carry their offset, and planned times are in the zone of the mapping alone",
    "narrowed-rights": "the API tells no count of changes, so that what an account may not see cannot be missed",
  },
});
