// @ts-check
// Explore: all papers, narrowed by a query and by facets, as cards or as a table. The address says what is chosen.
import { element } from "../shared/dom.js";
import { plural } from "../shared/format.js";
import { search } from "../search/engine.js";
import { summary } from "../search/messages.js";
import { distance } from "../search/relations.js";
import { showChips } from "./chips.js";
import { documentOf, save } from "./export.js";
import { facets } from "./facets.js";
import { lastingLinks } from "./lasting.js";
import { PaperList } from "./list.js";
import { onBack, onLinkToSelf } from "./navigation.js";
import { placeKeeper } from "./place.js";
import { printsSelection } from "./print.js";
import { ordered } from "./sorts.js";
import { facetsOf, question, read, sortOf, write } from "./state.js";
import { csvOf, Table } from "./table.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("../search/engine.js").Hit} Hit */

export class Explore {
  /**
   * @param {import("../search/index.js").Index} index @param {import("./files.js").PaperFiles} files
   * @param {import("./frame.js").Frame} parts
   * @param {URL} root @param {string} manifest the address of the exports' manifest
   * @param {() => Promise<{ manifest: string }>} published gives its address as it is published now
   * @param {AbortSignal} signal ends it
   */
  constructor(index, files, parts, root, manifest, published, signal) {
    this.index = index;
    this.files = files;
    this.parts = parts;
    this.root = root;
    this.manifest = manifest;
    this.published = published;
    this.path = location.pathname;
    this.state = read(location.search, index.columns, files.listed);
    this.hits = /** @type {Hit[]} */ ([]);
    this.related = /** @type {import("../search/relations.js").Reached | null} */ (null);
    const all = search(index, "", { facets: true, limit: 1 });
    this.facets = facets(index.columns, files.listed.values, all.facets ?? {}, {
      toggle: (facet, value) => this.#toggle(facet, value),
      setYears: (years) => this.#go({ filters: { ...this.state.filters, ...years } }, "push"),
      setAny: (any) => this.#go({ any }, "push"),
    });
    parts.facets.append(...this.facets.nodes);
    const failure = "Some papers could not be loaded. Check your connection, or reload the page.";
    const onFailure = () => parts.showNote(failure);
    this.list = new PaperList(index, files, root, onFailure, signal);
    const choose = {
      sort: (/** @type {string} */ sort) => this.#go({ sort }, "push"),
      columns: (/** @type {string[]} */ cols) => this.#go({ cols }, "replace"),
    };
    this.table = new Table(parts.papers, files.listed, choose, signal);
    parts.columns.append(this.table.menu.node);
    this.place = placeKeeper(this.path, { list: this.list, frame: parts.papers }, signal);
    printsSelection(parts.papers, index.columns, () => this.hits.map(({ doc }) => doc), signal);
    // What was typed while the index was loading.
    if (parts.input.value !== this.state.q) this.#setState({ q: parts.input.value }, "replace");
    this.#listen(signal);
    this.#show();
  }

  /** Searches again, now that the words of the summaries are there. */
  refresh() {
    if (this.state.q.trim()) this.#show();
  }

  /** @param {AbortSignal} signal */
  #listen(signal) {
    const { parts, path } = this;
    parts.input.addEventListener("input", () => this.#go({ q: parts.input.value }, "replace"), { signal });
    const handlers = {
      clear: () => this.#clear(),
      toResults: () => this.list.focusFirst(),
      sort: (/** @type {string} */ sort) => this.#go({ sort }, "push"),
      view: (/** @type {string} */ view) => this.#go({ view }, "push"),
      copyLink: () => this.#copyLink(),
      save: (/** @type {string} */ format, /** @type {string} */ name) => this.#save(format, name),
    };
    parts.enable(handlers, this.index.columns.formats);
    onBack(path, parts.papers, signal, () => {
      this.state = read(location.search, this.index.columns, this.files.listed);
      parts.input.value = this.state.q;
      this.#show();
      scrollTo({ top: history.state?.y ?? 0, behavior: "instant" });
      this.place.restore();
    });
    onLinkToSelf(path, parts.papers, signal, (query) => {
      const state = read(query, this.index.columns, this.files.listed);
      parts.input.value = state.q;
      this.#go(state, "push");
    });
  }

  /** @param {string} facet @param {string} value */
  #toggle(facet, value) {
    const values = this.state.filters[facet];
    this.#filter(facet, values.includes(value) ? values.filter((one) => one !== value) : [...values, value]);
  }

  /** @param {string} facet @param {string[]} values */
  #filter(facet, values) {
    this.#go({ filters: { ...this.state.filters, [facet]: values } }, "push");
  }

  #clear() {
    this.#go({ filters: Object.fromEntries(facetsOf(this.index.columns).map((name) => [name, []])) }, "push");
  }

  /** Changes the state and the address. @param {Partial<State>} changes @param {"push" | "replace"} how */
  #setState(changes, how) {
    this.state = { ...this.state, problems: [], ...changes };
    const address = this.path + write(this.state);
    try {
      if (how === "replace") history.replaceState(history.state, "", address);
      else {
        // The theme keeps the scroll position in this form.
        const position = { x: scrollX, y: scrollY };
        history.replaceState(position, "");
        history.pushState(position, "", address);
      }
    } catch {
      // Some browsers limit how often the address may change: it is right again after the next change.
    }
  }

  /** @param {Partial<State>} changes @param {"push" | "replace"} how */
  #go(changes, how) {
    this.#setState(changes, how);
    this.#show();
    const { found } = this.parts;
    if (found.getBoundingClientRect().top < 0) found.scrollIntoView({ block: "start", behavior: "instant" });
  }

  #show() {
    const { index, parts, state } = this;
    const { listed } = this.files;
    const sort = sortOf(state);
    const found = search(index, ...question(state));
    this.hits = ordered(found.hits, sort, listed);
    this.related = found.related;
    found.more?.then((isMore) => isMore && this.refresh());
    this.facets.update(found.facets ?? {}, state);
    const chosen = Object.values(state.filters).flat().length;
    parts.showFilters(chosen, found.count);
    const remove = (/** @type {string} */ facet, /** @type {string} */ value) => this.#toggle(facet, value);
    showChips(parts.chips, parts.input, index.columns, state, remove, () => this.#clear());
    parts.showSort(sort, Boolean(state.q.trim()), listed);
    parts.showView(state.view || "cards");
    parts.showStatus(summary(found.problems, found.count, found.partial));
    if (state.problems.length) parts.showNote(state.problems.join(" "));
    parts.showExport(found.count, lastingLinks(this.root, state, index.columns, listed, found.count));
    parts.empty.replaceChildren(...(found.count ? [] : this.#advice(chosen > 0)));
    parts.empty.hidden = found.count > 0;
    parts.papers.hidden = !found.count;
    this.#showPapers(found.words, sort);
  }

  /** @param {string[]} words @param {string} sort */
  #showPapers(words, sort) {
    const { state, table, parts, index, related } = this;
    const isTable = state.view === "table";
    table.node.hidden = !isTable;
    parts.list.hidden = isTable;
    if (isTable) table.update(state.cols, sort);
    this.list.show(isTable ? table.body : parts.list, this.hits, {
      words,
      kind: isTable ? "rows" : "cards",
      explain: state.explain,
      cells: isTable ? table.cells(state.cols, sort) : [],
      influence: sort.endsWith("influence") && !isTable ? this.files.listed.influence : [],
      distances: Object.fromEntries(related ? this.hits.map(({ doc }) => [doc, distance(index, related, doc)]) : []),
    });
    table.fit();
  }

  /** What a reader can do if no paper is found. @param {boolean} hasFilters @returns {Node[]} */
  #advice(hasFilters) {
    const link = element("a", { href: new URL("contribute/", this.root).href }, "Add it");
    const add = element("p", {}, "Is a paper missing? ", link, ".");
    const without = hasFilters ? search(this.index, this.state.q, { limit: 1 }) : null;
    if (!without?.count || without.partial) {
      const text = "No results. Try fewer words: a name, an author or an arXiv id is enough.";
      return [element("p", {}, text), add];
    }
    const label = `Search without filters (${plural(without.count, "paper")})`;
    const button = element("button", { type: "button", class: "action" }, label);
    button.addEventListener("click", () => {
      this.#clear();
      this.parts.input.focus({ preventScroll: true });
    });
    return [element("p", {}, "No results with these filters."), element("p", {}, button), add];
  }

  async #copyLink() {
    const { origin, pathname, search } = location;
    try {
      await navigator.clipboard.writeText(origin + pathname + search);
      this.parts.showNote("Link copied.");
    } catch {
      this.parts.showNote("Copy failed. The link is in the address bar.");
    }
  }

  /** @param {string} format @param {string} name */
  async #save(format, name) {
    const keys = this.hits.map(({ key }) => key);
    this.parts.showNote("Preparing file…");
    try {
      if (format === "table") {
        const rows = this.hits.map(({ doc }) => doc);
        save(
          await csvOf(this.files, rows, this.table.cells(this.state.cols, sortOf(this.state))),
          "papers.csv",
          "text/csv",
        );
        this.parts.showNote(`Table of ${plural(keys.length, "paper")} saved.`);
        return;
      }
      const { text, extension, mime, missing } = await this.#documentOf(format, keys);
      save(text, `papers.${extension}`, mime);
      const left = missing ? ` ${plural(missing, "paper")} left out: no longer in the atlas.` : "";
      this.parts.showNote(`${plural(keys.length - missing, "paper")} exported as ${name}.${left}`);
    } catch {
      this.parts.showNote("Export failed. Check your connection.");
    }
  }

  /**
   * The document in the files of this page, or in those that are published now.
   * @param {string} format @param {string[]} keys
   */
  async #documentOf(format, keys) {
    try {
      return await documentOf(this.root, this.manifest, format, keys);
    } catch {
      const { manifest } = await this.published();
      const document = await documentOf(this.root, manifest, format, keys, manifest !== this.manifest);
      this.manifest = manifest;
      return document;
    }
  }
}
