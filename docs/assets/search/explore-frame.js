// @ts-check
// What of Explore is there before the index is: the field, the bar over the list, and places for the rest.
import { element, plural } from "./dom.js";
import { documentOf, download, FORMATS } from "./explore-export.js";
import { SORTS, VIEWS } from "./explore-state.js";

/** @typedef {{ sort: (value: string) => void, view: (value: string) => void, keys: () => string[] }} Hands */

/**
 * Builds it in its place.
 * @param {HTMLElement} place @param {URL} root @param {string} manifest the address of the exports' manifest below the root
 */
export function frame(place, root, manifest) {
  const input = element("input", {
    type: "search",
    "aria-label": "Search all papers",
    placeholder: "Search all papers: a name, words, author:yang, year:2023..2025",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "search",
  });
  const form = element("form", { class: "explore__find", role: "search" }, input);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (matchMedia("(pointer: coarse)").matches) input.blur(); // the keyboard on the glass covers the results
  });
  const status = element("p", { class: "explore__count", role: "status" }, "Loading…");
  const hint = element("p", { class: "explore__note", hidden: "" });
  const filters = element("summary", {}, "Filters");
  const facets = element("div", { class: "explore__groups" });
  const side = element("details", { class: "explore__facets" }, filters, facets);
  const list = element("ol", {
    class: "explore__list",
    role: "list",
    tabindex: "-1",
    "aria-label": "Papers",
    hidden: "",
  });
  const chips = element("ul", { class: "explore__chips", "aria-label": "Chosen filters", hidden: "" });
  const empty = element("div", { class: "empty", hidden: "" });
  const sort = element(
    "select",
    { "aria-label": "Sort by" },
    ...SORTS.map(([value, name]) => element("option", { value }, name)),
  );
  const views = VIEWS.map(([value, name]) =>
    element("button", { type: "button", value, "aria-pressed": "false" }, name),
  );
  const copy = element("button", { type: "button", class: "action" }, "Copy link");
  const save = element("summary", { class: "action" }, "Export");
  const formats = FORMATS.map(([value, name]) => element("button", { type: "button", value }, name));
  const menu = element(
    "details",
    { class: "explore__export" },
    save,
    element("div", { role: "group", "aria-label": "Export as" }, ...formats),
  );
  const tools = element(
    "div",
    { class: "explore__tools" },
    element("label", { class: "explore__sort" }, element("span", {}, "Sort "), sort),
    element("div", { class: "explore__views", role: "group", "aria-label": "View" }, ...views),
    copy,
    menu,
  );
  const bar = element("div", { class: "explore__bar" }, status, tools);
  const found = element("div", { class: "explore__found" }, bar, hint, chips, empty, list);
  place.replaceChildren(form, element("div", { class: "explore__body" }, side, found));
  side.hidden = tools.hidden = true;

  let hands = /** @type {Hands | null} */ (null);
  const wide = matchMedia("(min-width: 60em)");
  /** On a wide window the facets stand beside the list and cannot be folded. */
  const fold = () => (place.isConnected ? (side.open = wide.matches) : wide.removeEventListener("change", fold));
  wide.addEventListener("change", fold);
  fold();

  sort.addEventListener("change", () => hands?.sort(sort.value));
  for (const view of views) view.addEventListener("click", () => hands?.view(view.value));
  copy.addEventListener("click", async () => {
    const { origin, pathname, search } = location;
    try {
      await navigator.clipboard.writeText(origin + pathname + search);
      note("The link to this selection is copied.");
    } catch {
      note("The link to this selection is in the address bar.");
    }
  });
  const close = () => {
    if (!menu.open) return;
    menu.open = false;
    if (menu.contains(document.activeElement)) save.focus();
  };
  menu.addEventListener("keydown", (event) => event.key === "Escape" && close());
  menu.addEventListener(
    "focusout",
    (event) => event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget) && (menu.open = false),
  );
  for (const format of formats)
    format.addEventListener("click", async () => {
      const keys = hands?.keys() ?? [];
      close();
      note("Putting the file together…");
      try {
        const { text, extension, mime } = await documentOf(root, manifest, format.value, keys);
        download(text, `papers.${extension}`, mime);
        note(`${plural(keys.length, "paper")} exported as ${format.textContent}.`);
      } catch {
        note("The file could not be made: the records could not be loaded. Is there a network?");
      }
    });

  /** A word to the reader, beside the count. @param {string} text */
  function note(text) {
    hint.setAttribute("role", "status");
    hint.hidden = false;
    hint.textContent = text;
  }

  return {
    input,
    filters,
    facets,
    list,
    chips,
    empty,
    found,
    note,
    /** @param {Hands} given */
    on(given) {
      hands = given;
      side.hidden = tools.hidden = false;
    },
    /** @param {string} text */
    say(text) {
      if (status.textContent !== text) status.textContent = text;
      hint.hidden = true;
    },
    /** @param {string} value @param {boolean} isRanked */
    sort(value, isRanked) {
      sort.options[0].disabled = !isRanked;
      sort.value = value;
    },
    /** @param {string} value */
    view(value) {
      list.dataset.view = value;
      for (const view of views) view.setAttribute("aria-pressed", String(view.value === value));
    },
    /** @param {number} count */
    export(count) {
      save.textContent = `Export ${count.toLocaleString("en")}`;
      menu.hidden = !count;
    },
  };
}
