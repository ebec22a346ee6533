// @ts-check
// Explore: all papers, narrowed by a query and by facets, as cards or as a table. The address says what is chosen.
import { open } from "./data.js";
import { search } from "./engine.js";
import { element, noField, plural } from "./dom.js";
import { chips, chosenInWords, facets } from "./explore-facets.js";
import { frame } from "./explore-frame.js";
import { windowed } from "./explore-list.js";
import { row } from "./explore-row.js";
import { facetsOf, question, read, sortOf, write } from "./explore-state.js";

/**
 * @typedef {import("./index.js").Index} Index
 * @typedef {import("./explore-state.js").State} State
 * @typedef {import("./explore-row.js").Hit} Hit
 */

let running = /** @type {AbortController | null} */ (null);

/**
 * Takes the place of the plain list. Whoever starts it anew, on a page that was swapped in, ends what was before.
 * @param {URL} root the site's root @param {Record<string, string | undefined>} files addresses below the root: columns, text, manifest
 * @param {HTMLElement} place where it is shown
 */
export async function start(root, files, place) {
  running?.abort();
  const control = (running = new AbortController());
  const { signal } = control;
  /** @param {boolean} isShown */
  const plain = (isShown) => {
    for (const part of document.querySelectorAll("[data-plain]")) part.toggleAttribute("hidden", !isShown);
  };
  const parts = frame(place, root, files.manifest ?? "");
  parts.input.value = new URLSearchParams(location.search).get("q") ?? "";
  // Whoever comes with a choice does not want to see all papers first.
  plain(!location.search);
  place.hidden = false;
  const scrolled = scrolledBefore(signal);
  try {
    const { index, whole } = open(root, { columns: files.columns ?? "", text: files.text ?? "" });
    const found = await index;
    if (signal.aborted) return;
    plain(false);
    const { refresh, draw } = explore(found, parts, root, control);
    scrolled();
    draw(); // a move there and back within a frame is no scroll event
    whole.then(
      () => signal.aborted || refresh(),
      () => signal.aborted || parts.note("The words of the summaries could not be loaded."),
    );
  } catch {
    if (signal.aborted) return;
    control.abort();
    plain(true);
    place.replaceChildren(
      element("p", { class: "explore__off", role: "status" }, "Search is unavailable; this is the plain list."),
    );
  }
}

/**
 * Goes back to where the page was scrolled to, once there is something to scroll, unless the reader was quicker.
 * @param {AbortSignal} signal
 */
function scrolledBefore(signal) {
  const y = history.state?.y ?? 0;
  let isMoved = false;
  for (const sign of ["wheel", "touchmove", "keydown", "pointerdown"])
    addEventListener(sign, () => (isMoved = true), { signal, once: true, passive: true });
  return () => {
    if (y && !isMoved) scrollTo({ top: y, behavior: "instant" });
  };
}

/** @param {Index} index @param {ReturnType<typeof frame>} parts @param {URL} root @param {AbortController} control */
function explore(index, parts, root, control) {
  const { columns } = index,
    { signal } = control;
  const path = location.pathname,
    names = facetsOf(columns);
  let state = read(location.search, names);
  let found = search(index, "", { facets: true, limit: 1 });
  // What was typed while the index came is kept.
  if (parts.input.value !== state.q) change({ q: parts.input.value }, "replace");

  const choice = facets(columns, found.facets ?? {}, {
    toggle: (facet, value) => {
      const values = state.filters[facet];
      filter(facet, values.includes(value) ? values.filter((one) => one !== value) : [...values, value]);
    },
    setYears: (values) => filter("year", values),
  });
  parts.facets.append(...choice.nodes);
  const list = windowed(
    parts.list,
    (/** @type {Hit} */ hit, at) =>
      row(columns, hit, {
        at,
        count: found.count,
        words: found.words,
        root,
        view: state.view || "cards",
        explain: state.explain,
      }),
    signal,
  );

  /** @param {string} facet @param {string[]} values */
  const filter = (facet, values) => go({ filters: { ...state.filters, [facet]: values } }, "push");
  const clear = () => go({ filters: Object.fromEntries(names.map((name) => [name, []])) }, "push");

  /** Another state, and the address that says it. @param {Partial<State>} other @param {"push" | "replace"} how */
  function change(other, how) {
    state = { ...state, ...other };
    const address = path + write(state);
    try {
      if (how === "replace") history.replaceState(history.state, "", address);
      else {
        // Where the page stood, for the way back.
        history.replaceState({ x: scrollX, y: scrollY }, "");
        history.pushState({ x: scrollX, y: scrollY }, "", address);
      }
    } catch {
      // Some browsers allow only so many changes in a while: the address lags behind until the next one.
    }
  }

  /** @param {Partial<State>} other @param {"push" | "replace"} how */
  function go(other, how) {
    change(other, how);
    show();
    // Other results begin at the first one.
    if (parts.found.getBoundingClientRect().top < 0)
      parts.found.scrollIntoView({ block: "start", behavior: "instant" });
    list.draw();
  }

  function show() {
    found = search(index, ...question(state));
    const counts = found.facets ?? {};
    choice.update(counts, state);
    const chosen = Object.values(state.filters).flat().length;
    parts.filters.textContent = chosenInWords(chosen);
    showChips();
    parts.sort(sortOf(state), Boolean(state.q.trim()));
    parts.view(state.view || "cards");
    parts.list.toggleAttribute("data-explain", state.explain);
    parts.say(message());
    parts.export(found.count);
    parts.empty.replaceChildren(...(found.count ? [] : emptiness(chosen)));
    parts.empty.hidden = found.count > 0;
    parts.list.hidden = !found.count;
    list.show(found.hits, (a, b) => a.doc === b.doc);
  }

  /** The focus on a choice that is taken back goes to the next one. */
  function showChips() {
    const buttons = [...parts.chips.querySelectorAll("button")];
    const at = buttons.findIndex((button) => button === document.activeElement);
    parts.chips.replaceChildren(
      ...chips(
        columns,
        state,
        (facet, value) =>
          filter(
            facet,
            state.filters[facet].filter((one) => one !== value),
          ),
        clear,
      ),
    );
    parts.chips.hidden = !parts.chips.childElementCount;
    if (at < 0) return;
    const others = parts.chips.querySelectorAll("button");
    (others[Math.min(at, others.length - 2)] ?? parts.input).focus({ preventScroll: true });
  }

  function message() {
    const unknown = found.problems.map(noField);
    const count = found.partial
      ? `No paper has all these words; ${plural(found.count, "paper")} with some of them.`
      : plural(found.count, "paper");
    return [...unknown, found.count ? count : "Nothing found."].join(" ");
  }

  /** What to do where nothing is found. @param {number} chosen @returns {Node[]} */
  function emptiness(chosen) {
    const add = element(
      "p",
      {},
      "Is a paper missing? ",
      element("a", { href: new URL("contribute/", root).href }, "Add it"),
      ".",
    );
    const without = chosen ? search(index, state.q, { limit: 1 }) : null;
    if (!without?.count || without.partial)
      return [
        element("p", {}, "No paper fits. Fewer words find more; a name, an author or an arXiv id is enough."),
        add,
      ];
    const button = element(
      "button",
      { type: "button", class: "action" },
      `Search without filters (${plural(without.count, "paper")})`,
    );
    button.addEventListener("click", () => (clear(), parts.input.focus({ preventScroll: true })));
    return [element("p", {}, "No paper fits the query and all filters."), element("p", {}, button), add];
  }

  parts.input.addEventListener("input", () => go({ q: parts.input.value }, "replace"), { signal });
  parts.on({
    sort: (sort) => go({ sort }, "push"),
    view: (view) => go({ view }, "push"),
    keys: () => found.hits.map(({ key }) => key),
  });
  // Told by templates/theme/main.html, before the theme hears of the way back and fetches this page anew.
  addEventListener(
    "atlas:back",
    (event) => {
      if (!parts.list.isConnected) return control.abort();
      if (location.pathname !== path || location.hash) return;
      event.preventDefault();
      state = read(location.search, names);
      parts.input.value = state.q;
      show();
      scrollTo({ top: history.state?.y ?? 0, behavior: "instant" });
      list.draw();
    },
    { signal },
  );
  // A link to this page with another choice. The theme takes it for one to where the reader is, and goes back.
  document.addEventListener(
    "click",
    (event) => {
      if (!parts.list.isConnected) return control.abort();
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (!link || link.target || link.hash || link.origin !== location.origin || link.pathname !== path) return;
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      // Everyone on the way hears of the click but the theme, which listens on the body.
      let top = /** @type {Element} */ (link);
      while (top.parentElement && top.parentElement !== document.body) top = top.parentElement;
      top.addEventListener("click", (same) => same === event && same.stopPropagation(), { once: true });
      parts.input.value = new URLSearchParams(link.search).get("q") ?? "";
      go(read(link.search, names), "push");
    },
    { signal, capture: true },
  );

  show();
  return { refresh: () => state.q.trim() && show(), draw: list.draw };
}
