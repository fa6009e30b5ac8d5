import { testJira } from "./conformance-of.js";

testJira({
  make: "jira",
  deployment: "data-center",
  askedOtherwise: {
    "GET /rest/api/2/project/*/statuses": "asked by `tickets discover` alone",
    "GET /rest/api/3/field": "asked of Cloud",
    "GET /rest/api/3/issue/*": "asked of Cloud",
    "GET /rest/api/3/issue/*/changelog": "asked of Cloud",
    "GET /rest/api/3/mypermissions": "asked of Cloud",
    "GET /rest/api/3/myself": "asked of Cloud",
    "GET /rest/api/3/project/*/statuses": "asked of Cloud",
    "GET /rest/api/3/search/jql": "asked of Cloud",
    "GET /rest/api/3/status": "asked of Cloud",
  },
});
