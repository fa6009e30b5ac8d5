import type { Profile } from "./profile.js";

/** Ivanti Neurons for ITSM, over OData. Tenants are customised: names of fields are for the mapping, and votes are found by their parent. */
export const IVANTI: Profile = {
  system: "ivanti",
  product: "Ivanti Neurons for ITSM",
  prefix: "CHG",
  scope: {},
  login: (_declared, secret) => ({ Authorization: `rest_api_key=${secret}` }),
  list: {
    path: "/api/odata/businessobject/changes?$filter=LastModDateTime%20ge%20{since}&$orderby=RecId&$top=100&$skip={skip}",
    rows: "/value/*",
    pageSize: 100,
    number: "/ChangeNumber",
    edited: { at: "/LastModDateTime", form: "offset" },
    since: "offset",
  },
  find: { path: "/api/odata/businessobject/changes?$filter=ChangeNumber%20eq%20{number}", row: "/value/*" },
  parts: [
    {
      part: "approvals",
      steps: [
        {
          path: "/api/odata/businessobject/frs_approvalvotetrackings?$filter=ParentLink_RecID%20eq%20'{id}'",
          rows: ["/value/*"],
        },
      ],
    },
  ],
};
