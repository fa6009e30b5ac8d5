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
  source.addEventListener("recorded", () => {
    state.textContent = "A run was recorded. ";
    const again = document.createElement("a");
    again.href = location.pathname + location.search;
    again.textContent = "Load the page again to read what it found.";
    state.append(again);
  });
  source.addEventListener("error", () => {
    state.textContent = "The way to the service is broken: trying again. Load the page again to see how it stands.";
  });
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
