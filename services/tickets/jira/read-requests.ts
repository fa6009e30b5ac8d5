/** Version 3 is Cloud's, in which texts are documents; version 2 is that of Data Center. */
const APIS = ["/rest/api/3", "/rest/api/2"];

/** Tells, to anybody, whether it is Cloud. */
export const SERVER_INFO = "/rest/api/2/serverInfo";

/** Every request that is ever sent but for a note: nothing is written. */
export const PLATFORM_REQUESTS: readonly string[] = [
  `GET ${SERVER_INFO}`,
  ...APIS.flatMap((api) =>
    ["field", "issue/*", "mypermissions", "myself", "project/*/statuses", "status"].map((path) => `GET ${api}/${path}`),
  ),
  "GET /rest/api/3/issue/*/changelog",
  "GET /rest/api/3/search/jql",
  "GET /rest/api/2/search",
];

/** Those of Jira Service Management beside. */
export const SERVICE_REQUESTS: readonly string[] = [
  ...PLATFORM_REQUESTS,
  "GET /rest/servicedeskapi/request/*/approval",
];

/** What Jira is sent for a note beside that: comments are read before one is written. */
export const PLATFORM_NOTES: readonly string[] = APIS.flatMap((api) =>
  ["GET", "POST"].map((method) => `${method} ${api}/issue/*/comment`),
);

/** What Jira Service Management is sent for a note in the place of that. */
export const SERVICE_NOTES: readonly string[] = ["GET", "POST"].map(
  (method) => `${method} /rest/servicedeskapi/request/*/comment`,
);
