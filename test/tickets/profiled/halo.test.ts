import { HALO_WORDS } from "./make-words.js";
import { testMake } from "./test-make.js";

testMake(HALO_WORDS, {
  approver: "Pat Cab",
  implementer: "Sam Engineer",
  held: 60,
  loginRequest: "POST /auth/token",
  notApplicable: {
    "other-zone": "times are told in UTC without saying so, as far as is known: nothing tells another zone",
  },
});
