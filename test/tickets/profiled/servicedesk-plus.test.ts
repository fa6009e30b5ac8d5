import { SERVICEDESK_WORDS } from "./make-words.js";
import { testMake } from "./test-make.js";

testMake(SERVICEDESK_WORDS, {
  approver: "pat.cab@hospital.test",
  implementer: "sam.engineer@hospital.test",
  held: 120,
  secretHeader: "authtoken",
  notApplicable: {
    "other-zone": "times are milliseconds; what is shown beside them is not read",
    "narrowed-rights": "the API tells no count of changes, so that what an account may not see cannot be missed",
  },
});
