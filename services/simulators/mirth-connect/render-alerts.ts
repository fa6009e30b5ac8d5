import type { AlertData } from "./model.js";
import { versioned } from "./render-list.js";
import type { ServerState } from "./server-state.js";
import { branch, leaf, strings, type XmlElement } from "./xml.js";

export function alertElements(state: ServerState): readonly XmlElement[] {
  return state.alerts.map((alert) =>
    branch(
      "alertModel",
      [
        leaf("id", alert.id),
        leaf("name", alert.name),
        leaf("enabled", alert.enabled ?? true),
        alertTrigger(state, alert),
        branch("actionGroups", [alertActions(state, alert)]),
        branch("properties", []),
      ],
      versioned(state),
    ),
  );
}

function alertTrigger(state: ServerState, alert: AlertData): XmlElement {
  return branch(
    "trigger",
    [
      branch(
        "alertChannels",
        [
          leaf("newChannelSource", false),
          leaf("newChannelDestination", false),
          strings("enabledChannels", state.setOrder(alert.channelIds)),
          branch("disabledChannels", []),
          branch("partialChannels", []),
        ],
        versioned(state),
      ),
      branch(
        "errorEventTypes",
        state.setOrder(alert.errorTypes).map((type) => leaf("errorEventType", type)),
      ),
      leaf("regex", alert.regex ?? ""),
    ],
    { class: "defaultTrigger", ...versioned(state) },
  );
}

function alertActions(state: ServerState, alert: AlertData): XmlElement {
  const actions = alert.recipients.map((recipient) =>
    branch("alertAction", [leaf("protocol", "Email"), leaf("recipient", recipient)], versioned(state)),
  );
  return branch(
    "alertActionGroup",
    [branch("actions", actions), leaf("subject", alert.subject), leaf("template", alert.template)],
    versioned(state),
  );
}
