import { HubRefusal } from "./hub.js";
import type { HubApp } from "./hub-model.js";
import { type HubCall, numberAt, type Route } from "./route.js";
import { tellUser } from "./tell-user.js";

const WEB = "https://github.hospital.test";

/** Who asks, over REST: a person, an app, or its installation. */
export const ACCOUNT_ROUTES: readonly Route[] = [
  {
    operation: "GET /user",
    answer({ hub, identity }) {
      if (identity.kind !== "person") throw new HubRefusal(403, "Resource not accessible by integration");
      return { body: tellUser(hub, identity.login) };
    },
  },
  {
    operation: "GET /app",
    needs: "app",
    answer(call) {
      const { id, slug } = appOf(call);
      const permissions = call.credentials.granted(appOf(call));
      const at = call.hub.stamp();
      return {
        body: {
          id,
          slug,
          node_id: `A_${id}`,
          name: slug,
          description: null,
          external_url: WEB,
          html_url: `${WEB}/apps/${slug}`,
          permissions,
          events: [],
          created_at: at,
          updated_at: at,
        },
      };
    },
  },
  {
    operation: "GET /repos/{owner}/{repo}/installation",
    needs: "app",
    answer(call) {
      const { id, slug, installation } = appOf(call);
      const permissions = call.credentials.granted(appOf(call));
      return {
        body: {
          id: installation,
          app_id: id,
          app_slug: slug,
          permissions,
          events: [],
          repository_selection: "selected",
          suspended_at: null,
        },
      };
    },
  },
  {
    operation: "POST /app/installations/{installation_id}/access_tokens",
    needs: "app",
    answer(call) {
      const { installation } = appOf(call);
      const permissions = call.credentials.granted(appOf(call));
      if (numberAt(call.path, "installation_id") !== installation) throw new HubRefusal(404, "Not Found");
      const { token, expiresAt } = call.credentials.install();
      const expires_at = `${expiresAt.toISOString().slice(0, 19)}Z`;
      return { status: 201, body: { token, expires_at, permissions, repository_selection: "selected" } };
    },
  },
];

function appOf({ hub }: HubCall): HubApp {
  const { app } = hub.model;
  if (app === undefined) throw new HubRefusal(404, "Not Found");
  return app;
}
