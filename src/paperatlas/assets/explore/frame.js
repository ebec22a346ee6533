// @ts-check
// The parts of Explore that are there before the index: the field, the bar above the list, and containers for the rest.
import { element } from "../shared/dom.js";
import { grouped } from "../shared/format.js";
import { menu } from "./menu.js";
import { filters } from "./sheet.js";
import { nameOfSort, SORTS } from "./sorts.js";
import { VIEWS } from "./state.js";

/**
 * @typedef {object} Handlers what the bar does
 * @property {() => void} clear removes all filters
 * @property {() => void} toResults moves the focus to the first paper
 * @property {(value: string) => void} sort
 * @property {(value: string) => void} view
 * @property {() => void} copyLink
 * @property {(format: string, name: string) => void} save exports the papers in a format
 */

const PLACEHOLDER = "A name, words, author:yang";

/** @typedef {ReturnType<typeof frame>} Frame */

/** @param {HTMLElement} container where it is shown @param {AbortSignal} signal ends it */
export function frame(container, signal) {
  const search = searchForm();
  const side = filters(signal);
  const tools = toolbar(side.open);
  const status = element("p", { class: "explore__count", role: "status" }, "Loading…");
  const note = element("p", { class: "explore__note", role: "status", hidden: "" });
  const chips = element("ul", { class: "explore__chips", "aria-label": "Chosen filters", hidden: "" });
  const empty = element("div", { class: "empty", hidden: "" });
  const list = element("ol", { class: "cards", role: "list", tabindex: "-1", "aria-label": "Papers", hidden: "" });
  const papers = element("div", { class: "explore__frame", role: "group", "aria-label": "Results" }, list);
  const bar = element("div", { class: "explore__bar" }, status, tools.node);
  const found = element("div", { class: "explore__found" }, bar, note, chips, empty, papers);
  tools.node.hidden = true;
  container.replaceChildren(search.form, element("div", { class: "explore__body" }, side.side, found), side.sheet);
  keepsHeaderHeight(container, signal);

  return {
    input: search.input,
    facets: side.groups,
    list,
    papers,
    chips,
    empty,
    found,
    columns: tools.columns,
    /** @param {Handlers} handlers @param {[string, string][]} formats */
    enable(handlers, formats) {
      search.listen(handlers.toResults);
      side.clear.addEventListener("click", handlers.clear);
      tools.listen(handlers, formats);
      side.side.hidden = tools.node.hidden = false;
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
    showFilters: side.update,
    showSort: tools.showSort,
    showExport: tools.showExport,
    showView: tools.showView,
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
  const skip = element("button", { type: "button", class: "explore__skip" }, "Skip to the results");
  const form = element("form", { class: "explore__find", role: "search" }, input, skip);
  form.addEventListener("submit", (event) => event.preventDefault());
  return {
    form,
    input,
    /** @param {() => void} toResults */
    listen(toResults) {
      form.addEventListener("submit", toResults); // this hides the on-screen keyboard too
      skip.addEventListener("click", toResults);
      input.addEventListener("keydown", (event) => {
        if (event.key !== "ArrowDown" || event.isComposing) return;
        event.preventDefault();
        toResults();
      });
    },
  };
}

/**
 * What sticks to the top of the window is below the site's header.
 * @param {HTMLElement} container @param {AbortSignal} signal
 */
function keepsHeaderHeight(container, signal) {
  const header = document.querySelector(".md-header");
  if (!header) return;
  const observer = new ResizeObserver(() =>
    container.style.setProperty("--header", `${header.getBoundingClientRect().height}px`),
  );
  observer.observe(header);
  signal.addEventListener("abort", () => observer.disconnect());
}

/** The bar above the list: the order, the view, the link, and the export. @param {HTMLElement} filters their button */
function toolbar(filters) {
  const sort = element("select", { "aria-label": "Sort by" });
  const views = VIEWS.map(([value, name]) =>
    element("button", { type: "button", value, "aria-pressed": "false" }, name),
  );
  const copy = element("button", { type: "button", class: "action" }, "Copy link");
  const lasting = element("div");
  const exports = menu("explore__export", "Export as");
  const columns = element("div", { hidden: "" });
  const node = element(
    "div",
    { class: "explore__tools" },
    filters,
    element("label", { class: "explore__sort" }, element("span", {}, "Sort "), sort),
    element("div", { class: "explore__views", role: "group", "aria-label": "View" }, ...views),
    columns,
    copy,
    exports.node,
  );
  return {
    node,
    columns,
    /** @param {Handlers} handlers @param {[string, string][]} formats */
    listen(handlers, formats) {
      sort.addEventListener("change", () => handlers.sort(sort.value));
      for (const view of views) view.addEventListener("click", () => handlers.view(view.value));
      copy.addEventListener("click", handlers.copyLink);
      for (const [value, name] of [...formats, ["table", "This table as CSV"]]) {
        const button = element("button", { type: "button", value }, name);
        button.addEventListener("click", () => {
          exports.close();
          handlers.save(value, name);
        });
        exports.group.append(button);
      }
      exports.group.append(lasting);
    },
    /**
     * @param {string} value @param {boolean} isRanked whether there is a query
     * @param {import("./files.js").Listed} listed
     */
    showSort(value, isRanked, listed) {
      const known = SORTS.map(([one]) => one);
      const values = known.includes(value) ? known : [...known, value];
      sort.replaceChildren(...values.map((one) => element("option", { value: one }, nameOfSort(one, listed))));
      sort.options[0].disabled = !isRanked;
      sort.value = value;
    },
    /** @param {string} value */
    showView(value) {
      for (const view of views) view.setAttribute("aria-pressed", String(view.value === value));
      columns.hidden = value !== "table";
      for (const button of exports.group.querySelectorAll("[value=table]"))
        button.toggleAttribute("hidden", value !== "table");
    },
    /** @param {number} count how many papers the export would have @param {Node[]} links to files that last */
    showExport(count, links) {
      lasting.replaceChildren(...links);
      exports.title.replaceChildren("Export", " ", element("span", {}, grouped(count)));
      exports.node.hidden = !count;
    },
  };
}
