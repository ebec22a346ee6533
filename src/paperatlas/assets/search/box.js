// @ts-check
// The search box of every page: a combobox with a list of links, as the ARIA practices describe it.
import { element } from "../shared/dom.js";
import { load } from "./load.js";
import { ALL_PAPERS, exploreUrl, firstResults, kindLabel, option } from "./options.js";
// Loads the rest at once: without this, a browser would find modules only as it reads the ones that import them.
import "../shared/analyser.js";
import "../shared/download.js";
import "../shared/format.js";
import "./columns.js";
import "./engine.js";
import "./index.js";
import "./match.js";
import "./order.js";
import "./postings.js";
import "./query.js";
import "./slices.js";
import "./terms.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./load.js").Files} Files */
/** @typedef {typeof import("./later.js")} Later */
/** @typedef {(name: string) => Promise<any>} GetScript loads a script by its path below the folder of scripts */

const RECENT = "atlas.recent"; // in local storage
const MOST_RECENT = 5;
const HELP = "A name, words of a title, an author, an arXiv id, or author:yang year:2023..2025 tag:delta-rule";

/** The queries that led somewhere, the latest first. @returns {string[]} */
function recentQueries() {
  try {
    const stored = JSON.parse(localStorage.getItem(RECENT) ?? "[]");
    return stored.filter((/** @type {unknown} */ one) => typeof one === "string").slice(0, MOST_RECENT);
  } catch {
    return [];
  }
}

/** @param {string} text */
function remember(text) {
  if (!text) return;
  const queries = [text, ...recentQueries().filter((one) => one !== text)].slice(0, MOST_RECENT);
  try {
    localStorage.setItem(RECENT, JSON.stringify(queries));
  } catch {
    // Storage is full or not allowed: there are no recent searches.
  }
}

class SearchBox {
  /** @type {Index | null} */
  #index = null;
  #isWhole = false; // with the words of the summaries
  #results = firstResults; // until there is more than names
  #active = -1; // the number of the option that Enter opens

  /** @param {HTMLDialogElement} dialog @param {URL} root @param {Files} files @param {GetScript} getScript */
  constructor(dialog, root, files, getScript) {
    this.dialog = dialog;
    this.root = root;
    this.files = files;
    this.getScript = getScript;
    this.input = /** @type {HTMLInputElement} */ (dialog.querySelector("input"));
    this.list = /** @type {HTMLElement} */ (dialog.querySelector("[role=listbox]"));
    this.status = /** @type {HTMLElement} */ (dialog.querySelector("[role=status]"));
  }

  /** @param {string} address below the root */
  resolve = (address) => new URL(address, this.root).href;

  /** @param {AbortSignal} signal */
  listen(signal) {
    const { dialog, input, list } = this;
    const close = dialog.querySelector("button");
    close?.addEventListener("click", () => dialog.close(), { signal });
    visualViewport?.addEventListener("resize", () => this.#fit(), { signal });
    input.addEventListener("input", () => this.#onInput(), { signal });
    input.addEventListener("keydown", (event) => this.#onKey(event), { signal });
    list.addEventListener("pointermove", (event) => this.#onPointer(event), { signal });
    list.addEventListener("click", (event) => this.#onClick(event), { signal });
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close(), { signal });
    dialog.addEventListener("atlas:open", () => this.show(), { signal });
  }

  /** @returns {import("./load.js").Loading} */
  load() {
    const later = /** @type {() => Promise<Later>} */ (() => this.getScript("search/later.js"));
    const loading = load(this.root, this.files, later);
    const ignored = () => undefined; // `start` reports it
    loading.names.then((found) => {
      if (this.#index) return; // that of an earlier attempt, which may have more
      this.#index = found;
      if (this.input.value.trim()) this.show(); // a reader may be choosing a recent search
    }, ignored);
    loading.index.then(async (found) => {
      const { results } = await later();
      [this.#index, this.#results] = [found, results];
      this.#improve();
    }, ignored);
    loading.whole.then(() => {
      this.#isWhole = true;
      this.#improve();
    }, ignored);
    return loading;
  }

  /** Shows what search knows by now. An option that the reader has moved to stays where it is, and gets its details. */
  #improve() {
    const text = this.input.value.trim();
    if (!this.dialog.open || !text || !this.#index) return;
    if (this.#active <= 0) return this.show();
    const { options, message } = this.#results(this.#index, this.input.value.trimStart(), this.resolve);
    for (const shown of this.#options()) {
      const better = options.find(({ id }) => id === shown.id);
      shown.replaceChildren(...(better ?? shown).childNodes);
    }
    this.status.replaceChildren(message);
    this.#activate(this.#active);
  }

  /** Keeps the box above the keyboard on a screen. */
  #fit() {
    const height = visualViewport?.height;
    if (height) this.dialog.style.setProperty("--finder-height", `${height}px`);
  }

  show() {
    this.#fit();
    const text = this.input.value.trim();
    if (!text) this.#showRecent();
    else if (this.#index) this.#showResults(this.#index, text);
    else this.#fill([], "Loading…");
    this.#activate(text && this.list.childElementCount ? 0 : -1);
  }

  /** @param {HTMLElement[]} options @param {(Node | string)[]} message */
  #fill(options, ...message) {
    this.list.replaceChildren(...options);
    this.status.replaceChildren(...message);
    this.input.setAttribute("aria-expanded", String(options.length > 0));
  }

  #showRecent() {
    const options = recentQueries().map((query) => {
      const node = option(this.resolve, "recent", exploreUrl(query), kindLabel("recent"), query);
      node.dataset.query = query;
      return node;
    });
    this.#fill(options, options.length ? "" : HELP);
  }

  /** @param {Index} index @param {string} text */
  #showResults(index, text) {
    const { options, message, isEmpty, more } = this.#results(index, this.input.value.trimStart(), this.resolve);
    this.#fill(options, message);
    more.then((isMore) => {
      if (isMore && this.dialog.open && this.input.value.trim() === text && this.#active <= 0) this.show();
    });
    if (!isEmpty) return;
    const browse = element("a", { href: this.resolve(ALL_PAPERS) }, "Browse all papers");
    const add = element("a", { href: this.resolve("contribute/") }, "add a missing one");
    this.status.append(" ", browse, " or ", add, ".");
  }

  #options() {
    return /** @type {HTMLElement[]} */ ([...this.list.querySelectorAll("[role=option]")]);
  }

  /** To the next option or the one before; after the last comes the first. @param {number} step 1 or -1 */
  #move(step) {
    const count = this.#options().length;
    const from = this.#active < 0 && step < 0 ? 0 : this.#active;
    this.#activate(count ? (from + step + count) % count : -1);
  }

  /** @param {number} number -1 for none */
  #activate(number) {
    const options = this.#options();
    this.#active = number;
    options.forEach((one, i) => one.setAttribute("aria-selected", String(i === this.#active)));
    const active = options[number];
    if (!active) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", active.id);
    active.scrollIntoView({ block: "nearest" });
  }

  #onInput() {
    this.show();
    if (!this.#isWhole && this.#index) this.load();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    // While an input method composes a word, all keys are its own. Safari says so with 229 alone.
    if (event.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const active = this.#options()[this.#active];
    if (step) this.#move(step);
    else if (event.key === "Enter" && active) this.#open(active, event.ctrlKey || event.metaKey);
    else if (event.key !== "Enter") return;
    event.preventDefault();
  }

  /** @param {HTMLElement} option @param {boolean} inNewTab */
  #open(option, inNewTab) {
    if (!inNewTab || option.dataset.query) return option.click();
    remember(this.input.value.trim());
    open(/** @type {HTMLAnchorElement} */ (option).href, "_blank", "noopener");
  }

  /** Puts a query into the field instead of opening an option. @param {string} query */
  #complete(query) {
    this.input.value = query;
    this.show();
    this.input.focus();
  }

  /** @param {PointerEvent} event */
  #onPointer(event) {
    const number = this.#options().findIndex((one) => event.target instanceof Node && one.contains(event.target));
    if (number >= 0 && number !== this.#active) this.#activate(number);
  }

  /** @param {MouseEvent} event */
  #onClick(event) {
    const option = event.target instanceof Element && /** @type {HTMLElement | null} */ (event.target.closest("a"));
    if (!option) return;
    if (option.dataset.query) {
      event.preventDefault();
      this.#complete(option.dataset.query);
      return;
    }
    remember(this.input.value.trim());
    // With a modifier the link opens in another tab or window.
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) this.dialog.close();
  }
}

/**
 * Makes a dialog a search box, until the signal ends it. Resolves when there is an index.
 * @param {HTMLDialogElement} dialog @param {URL} root the site's root @param {Files} files
 * @param {GetScript} getScript @param {AbortSignal} signal
 */
export async function start(dialog, root, files, getScript, signal) {
  const box = new SearchBox(dialog, root, files, getScript);
  box.listen(signal);
  const { index, whole } = box.load();
  box.show();
  await index;
  return { whole };
}
