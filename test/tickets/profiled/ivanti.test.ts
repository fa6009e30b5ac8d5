import { IVANTI_WORDS } from "./make-words.js";
import { testMake } from "./test-make.js";

testMake(IVANTI_WORDS, {
  approver: "pat.cab",
  implementer: "sam.engineer",
  held: 120,
  notApplicable: {
    "other-zone": "times are told with their offset, one of another zone among them in every situation",
    "narrowed-rights": "the API tells no count of changes, so that what an account may not see cannot be missed",
  },
});
