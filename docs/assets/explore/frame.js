// @ts-check
// The parts of Explore that are there before the index: the field, the bar above the list, and containers for the rest.
import { element } from "../shared/dom.js";
import { grouped, plural } from "../shared/format.js";
import { SORTS, VIEWS } from "./state.js";

/**
 * @typedef {object} Handlers what the bar does
 * @property {(value: string) => void} sort
 * @property {(value: string) => void} view
 * @property {() => void} copyLink
 * @property {(format: string, name: string) => void} save exports the papers in a format
 */

const PLACEHOLDER = "Search all papers: a name, words, author:yang, year:2023..2025";

/** @typedef {ReturnType<typeof frame>} Frame */

/** @param {HTMLElement} container where it is shown @param {AbortSignal} signal ends it */
export function frame(container, signal) {
  const { form, input } = searchForm();
  const tools = toolbar();
  const status = element("p", { class: "explore__count", role: "status" }, "Loading…");
  const note = element("p", { class: "explore__note", role: "status", hidden: "" });
  const chips = element("ul", { class: "explore__chips", "aria-label": "Chosen filters", hidden: "" });
  const empty = element("div", { class: "empty", hidden: "" });
  const listAttributes = { class: "explore__list", role: "list", tabindex: "-1", "aria-label": "Papers", hidden: "" };
  const list = element("ol", listAttributes);
  const bar = element("div", { class: "explore__bar" }, status, tools.node);
  const found = element("div", { class: "explore__found" }, bar, note, chips, empty, list);
  const facets = element("div", { class: "explore__groups" });
  const facetsTitle = element("summary", {}, "Filters");
  const side = element("details", { class: "explore__facets" }, facetsTitle, facets);
  side.hidden = tools.node.hidden = true;
  container.replaceChildren(form, element("div", { class: "explore__body" }, side, found));
  openOnWideWindows(side, signal);

  return {
    input,
    facets,
    list,
    chips,
    empty,
    found,
    /** @param {Handlers} handlers @param {[string, string][]} formats */
    enable(handlers, formats) {
      tools.listen(handlers, formats);
      side.hidden = tools.node.hidden = false;
    },
    /** How many papers there are. @param {string} text */
    showStatus(text) {
      if (status.textContent !== text) status.textContent = text;
      note.hidden = true;
    },
    /** What has happened. @param {string} text */
    showNote(text) {
      note.hidden = false;
      note.textContent = text;
    },
    /** @param {number} count the chosen values */
    showChosen(count) {
      facetsTitle.textContent = count ? `Filters (${plural(count, "choice")})` : "Filters";
    },
    showSort: tools.showSort,
    showExport: tools.showExport,
    /** @param {string} view */
    showView(view) {
      list.dataset.view = view;
      tools.showView(view);
    },
  };
}

function searchForm() {
  const input = element("input", {
    type: "search",
    "aria-label": "Search all papers",
    placeholder: PLACEHOLDER,
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "search",
  });
  const form = element("form", { class: "explore__find", role: "search" }, input);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (matchMedia("(pointer: coarse)").matches) input.blur(); // hides the on-screen keyboard, which covers the results
  });
  return { form, input };
}

/**
 * On a wide window the facets are beside the list and always open.
 * @param {HTMLDetailsElement} side @param {AbortSignal} signal
 */
function openOnWideWindows(side, signal) {
  const wide = matchMedia("(min-width: 60em)");
  const update = () => {
    side.open = wide.matches;
  };
  wide.addEventListener("change", update, { signal });
  update();
}

/** The bar above the list: the order, the view, the link, and the export. */
function toolbar() {
  const sort = element("select", { "aria-label": "Sort by" });
  sort.append(...SORTS.map(([value, name]) => element("option", { value }, name)));
  const views = VIEWS.map(([value, name]) =>
    element("button", { type: "button", value, "aria-pressed": "false" }, name),
  );
  const copy = element("button", { type: "button", class: "action" }, "Copy link");
  const menu = exportMenu();
  const node = element(
    "div",
    { class: "explore__tools" },
    element("label", { class: "explore__sort" }, element("span", {}, "Sort "), sort),
    element("div", { class: "explore__views", role: "group", "aria-label": "View" }, ...views),
    copy,
    menu.node,
  );
  return {
    node,
    /** @param {Handlers} handlers @param {[string, string][]} formats */
    listen(handlers, formats) {
      sort.addEventListener("change", () => handlers.sort(sort.value));
      for (const view of views) view.addEventListener("click", () => handlers.view(view.value));
      copy.addEventListener("click", handlers.copyLink);
      menu.fill(formats, handlers.save);
    },
    /** @param {string} value @param {boolean} isRanked whether there is a query */
    showSort(value, isRanked) {
      sort.options[0].disabled = !isRanked;
      sort.value = value;
    },
    /** @param {string} value */
    showView(value) {
      for (const view of views) view.setAttribute("aria-pressed", String(view.value === value));
    },
    showExport: menu.show,
  };
}

/** A menu with the formats of the export. */
function exportMenu() {
  const title = element("summary", { class: "action" }, "Export");
  const formats = element("div", { role: "group", "aria-label": "Export as" });
  const node = element("details", { class: "explore__export" }, title, formats);
  const close = () => {
    if (!node.open) return;
    node.open = false;
    if (node.contains(document.activeElement)) title.focus();
  };
  node.addEventListener("keydown", (event) => event.key === "Escape" && close());
  node.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !node.contains(relatedTarget)) node.open = false;
  });
  return {
    node,
    /** @param {[string, string][]} options @param {Handlers["save"]} save */
    fill(options, save) {
      for (const [value, name] of options) {
        const button = element("button", { type: "button", value }, name);
        button.addEventListener("click", () => {
          close();
          save(value, name);
        });
        formats.append(button);
      }
    },
    /** @param {number} count how many papers the export would have */
    show(count) {
      title.textContent = `Export ${grouped(count)}`;
      node.hidden = !count;
    },
  };
}
