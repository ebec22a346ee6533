// @ts-check
// The map of lineage: a reader moves it, filters it, chooses a paper, and asks for the path between two.
import { Card } from "./card.js";
import { Graph } from "./graph.js";
import { View } from "./view.js";

const KEYS = /** @type {Record<string, [number, number]>} */ ({
  ArrowLeft: [60, 0],
  ArrowRight: [-60, 0],
  ArrowUp: [0, 60],
  ArrowDown: [0, -60],
});

/** @param {HTMLElement} container @param {URL} root @param {AbortSignal} signal */
export async function start(container, root, signal) {
  const file = new URL(container.dataset.links ?? "", root);
  const map = /** @type {SVGSVGElement} */ (container.querySelector("svg"));
  const tools = /** @type {HTMLFormElement} */ (container.querySelector("form"));
  const view = new View(
    map,
    Number(container.dataset.zoom),
    (container.dataset.zooms ?? "").split(" ").map(Number),
    signal,
  );
  const answer = await fetch(file);
  if (!answer.ok) throw new Error(`${file.pathname}: ${answer.status}`);
  const graph = new Graph(await answer.json());
  if (signal.aborted) return;
  const card = new Card(container, graph, view, root);

  /** @param {string} text a name, a title or a key @returns {number} */
  const find = (text) => {
    const wanted = text.trim().toLowerCase();
    const names = graph.papers.map((paper) => [paper.label, paper.key, paper.title].map((name) => name.toLowerCase()));
    const exact = names.findIndex((some) => some.includes(wanted));
    return exact >= 0 || !wanted ? exact : names.findIndex((some) => some.some((name) => name.includes(wanted)));
  };
  let isFinding = false;
  const address = () => new URL(location.href).searchParams;
  /** @param {Record<string, string>} values */
  const remember = (values) => {
    const url = new URL(location.href);
    url.search = new URLSearchParams(values).toString();
    history.replaceState(history.state, "", url);
  };
  /** @param {number} paper */
  const choose = (paper) => {
    card.choose(paper);
    remember(paper >= 0 ? { p: graph.papers[paper].key } : {});
  };
  const showPath = () => {
    const [from, to] = [tools.elements.namedItem("from"), tools.elements.namedItem("to")].map((field) =>
      find(/** @type {HTMLInputElement} */ (field).value),
    );
    const status = tools.querySelector("[role=status]");
    const chains = from >= 0 && to >= 0 && from !== to ? graph.join(from, to) : null;
    if (chains) remember({ from: graph.papers[from].key, to: graph.papers[to].key });
    if (status) {
      if (from < 0 || to < 0 || from === to) status.textContent = "Name two papers of the atlas.";
      else if (!chains) status.textContent = "No chain of relations joins them.";
      else if (chains.length > 1) status.textContent = "Neither comes from the other. They have a common source:";
      else status.textContent = chains[0].length === 1 ? "One step:" : `${chains[0].length} steps:`;
    }
    card.path(chains ?? [], /** @type {HTMLElement} */ (tools.querySelector("ol")));
  };
  const filter = () => {
    const form = new FormData(tools);
    const [kinds, lanes] = [new Set(form.getAll("kind")), new Set(form.getAll("lane"))];
    const [first, last] = [Number(form.get("first")), Number(form.get("last"))];
    /** @param {string} key */
    const isShown = (key) => {
      const year = Number(graph.papers[graph.rows.get(key) ?? 0].date.slice(0, 4));
      const lane = map.querySelector(`[data-key="${key}"]`)?.getAttribute("data-lane");
      return year >= first && year <= last && lanes.has(lane ?? "");
    };
    const shown = new Set(graph.papers.map((paper) => paper.key).filter(isShown));
    for (const node of view.nodes) node.classList.toggle("is-hidden", !shown.has(node.getAttribute("data-key") ?? ""));
    for (const line of map.querySelectorAll(".line")) {
      const ends = ["from", "to"].map((end) => shown.has(line.getAttribute(`data-${end}`) ?? ""));
      const isKind = kinds.has(line.getAttribute("data-kind") ?? "");
      line.classList.toggle("is-hidden", !isKind || ends.includes(false));
    }
    card.kinds = /** @type {Set<string>} */ (kinds);
    map.setAttribute("data-level", String(form.get("level")));
  };

  map.addEventListener(
    "click",
    (event) => {
      const node = event.target instanceof Element ? event.target.closest("a.node") : null;
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (node) {
        event.preventDefault();
        event.stopPropagation(); // or instant navigation opens the page of the paper
        choose(graph.rows.get(node.getAttribute("data-key") ?? "") ?? -1);
      } else choose(-1);
    },
    { signal },
  );
  container.addEventListener(
    "keydown",
    (event) => {
      const moves = KEYS[event.key];
      const node = event.target instanceof Element ? event.target.closest("a.node") : null;
      if (event.key === "Escape") {
        choose(-1);
        view.fit();
        map.focus();
      } else if (!map.contains(/** @type {Node} */ (event.target))) return;
      else if (event.key === "+" || event.key === "=") view.zoom(1.3);
      else if (event.key === "-") view.zoom(1 / 1.3);
      else if (event.key === "0") view.fit();
      else if (event.key === "Enter" && node) node.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      else if (moves && node) card.walk(node, event.key);
      else if (moves) view.move(...moves);
      else return;
      event.preventDefault();
    },
    { signal },
  );
  tools.addEventListener(
    "click",
    (event) => {
      const factor = event.target instanceof HTMLElement ? event.target.dataset.zoom : undefined;
      if (factor) Number(factor) ? view.zoom(Number(factor)) : view.fit();
    },
    { signal },
  );
  tools.addEventListener(
    "change",
    (event) => {
      const field = /** @type {HTMLInputElement} */ (event.target);
      if (field.name === "find") {
        const paper = find(field.value);
        choose(paper);
        isFinding = true; // Enter in this field also submits the form, which is for paths
        setTimeout(() => {
          isFinding = false;
        });
        if (paper >= 0) card.focus(paper);
      } else filter();
    },
    { signal },
  );
  tools.addEventListener(
    "submit",
    (event) => {
      event.preventDefault();
      if (!isFinding) showPath();
    },
    { signal },
  );
  container.querySelector(".lineage__card")?.addEventListener(
    "click",
    (event) => {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      if (button) choose(Number(button.dataset.paper));
      if (button) Number(button.dataset.paper) >= 0 ? card.focus(Number(button.dataset.paper)) : map.focus();
    },
    { signal },
  );

  filter();
  for (const part of container.querySelectorAll(".lineage__tools, .lineage__hint")) part.removeAttribute("hidden");
  const asked = address();
  if (asked.has("from") && asked.has("to")) {
    for (const end of ["from", "to"]) {
      const field = /** @type {HTMLInputElement} */ (tools.elements.namedItem(end));
      field.value = asked.get(end) ?? "";
      const more = field.closest("details");
      if (more) more.open = true;
    }
    showPath();
  } else if (asked.has("p")) {
    const paper = find(asked.get("p") ?? "");
    if (paper >= 0) card.choose(paper);
  }
}
