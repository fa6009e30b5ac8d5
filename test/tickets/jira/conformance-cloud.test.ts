import { testJira } from "./conformance-of.js";

testJira({
  make: "jira-service-management",
  deployment: "cloud",
  askedOtherwise: {
    "GET /rest/api/2/field": "asked of Data Center",
    "GET /rest/api/2/issue/*": "asked of Data Center",
    "GET /rest/api/2/mypermissions": "asked of Data Center",
    "GET /rest/api/2/myself": "asked of Data Center",
    "GET /rest/api/2/project/*/statuses": "asked of Data Center",
    "GET /rest/api/2/search": "asked of Data Center",
    "GET /rest/api/2/status": "asked of Data Center",
    "GET /rest/api/3/issue/*/changelog": "asked where the record of edits does not come along whole",
    "GET /rest/api/3/project/*/statuses": "asked by `tickets discover` alone",
  },
});
