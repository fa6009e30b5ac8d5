/**
 * What pages gain where a browser runs scripts; without it they read alike. It follows a run through server-sent events, and loads the page again when
 * the run has ended. It writes text only, never markup.
 */
export const PAGE_SCRIPT = `
const live = document.querySelector("[data-follow]");
if (live) follow(live);

function follow(area) {
  const source = new EventSource(area.dataset.follow);
  const list = area.querySelector("[data-follow-list]");
  const state = area.querySelector("[data-follow-state]");
  state.textContent = "Following: what happens is told here as it happens.";
  source.addEventListener("progress", (event) => tell(list, JSON.parse(event.data)));
  source.addEventListener("recorded", (event) => {
    const { runId } = JSON.parse(event.data);
    // What was told of it is over; whatever else is being done is told again.
    area.querySelector("[data-follow-now]").replaceChildren();
    list.replaceChildren();
    state.textContent = "A run was recorded. ";
    state.append(link(area.dataset.runs + "/" + encodeURIComponent(runId), "What it found"), ". ");
    state.append(link(location.pathname + location.search, "Load the page again"), " to see how everything stands.");
  });
  source.addEventListener("error", () => {
    state.textContent = "The way to the service is broken: trying again. Load the page again to see how it stands.";
  });
}

function link(href, text) {
  const made = document.createElement("a");
  made.href = href;
  made.textContent = text;
  return made;
}

function tell(list, { engines, progress }) {
  const { engineId, nodeId, stage, source } = progress ?? {};
  const words = [engineId ?? engines.join(", "), nodeId, stage, source].filter((word) => typeof word === "string" && word !== "");
  const item = document.createElement("li");
  item.textContent = words.join(" · ");
  list.prepend(item);
  while (list.children.length > 12) list.lastChild.remove();
}
`;
