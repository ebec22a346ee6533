// @ts-check
// Methods side by side: their formulas, their properties, and how their papers are related.
import { start as startMemory } from "../memory/near.js";
import { element } from "../shared/dom.js";
import { markDifferences } from "./differ.js";
import { relations } from "./related.js";
import { valuesOf } from "./table.js";
import { inWords, joined } from "./words.js";

/** @typedef {import("./table.js").MethodTable} MethodTable */
/** @typedef {import("./table.js").Column} Column */

export class Sides {
  #shown = new AbortController();

  /**
   * @param {HTMLElement} section @param {MethodTable} methods
   * @param {URL} root @param {string} links the file of relations
   * @param {number} most @param {(keys: string[]) => void} choose other methods, the first of which is the reference
   * @param {(property: string, value: string) => string} about what a value means
   */
  constructor(section, methods, root, links, most, choose, about) {
    this.section = section;
    this.methods = methods;
    this.root = root;
    this.links = links;
    this.most = most;
    this.choose = choose;
    this.about = about;
  }

  /** @param {string[]} keys of the methods; with fewer than two there is nothing to see */
  show(keys) {
    this.#shown.abort();
    this.#shown = new AbortController();
    this.section.hidden = keys.length < 2;
    if (keys.length < 2) return this.section.replaceChildren();
    const rows = keys.flatMap((key) => this.methods.byKey.get(key) ?? []);
    const related = element("ul", { class: "sides__related" });
    this.section.replaceChildren(
      element("h2", { id: "sides", tabindex: "-1" }, joined(rows.map(this.methods.name))),
      this.#chooser(keys, rows),
      element("p", { class: "sides__words" }, inWords(this.methods, rows)),
      ...this.#columns("formula").map((column) => this.#formulas(column, rows)),
      this.#properties(rows),
      ...this.#memories(rows),
      element("h3", {}, "How their papers are related"),
      related,
    );
    this.#relations(rows, related);
  }

  /** The columns of formulas, or those of properties and facts. @param {"formula" | "other"} wanted */
  #columns(wanted) {
    const isFormula = (/** @type {Column} */ { key }) =>
      this.methods.rows.some((row) => this.methods.cell(row, key).querySelector(".equation"));
    return this.methods.columns.slice(1).filter((column) => isFormula(column) === (wanted === "formula"));
  }

  /** A picture next to a name: without its text, which the properties say. @param {HTMLTableRowElement} row */
  #picture(row) {
    const picture = /** @type {Element | undefined} */ (row.cells[0].querySelector("svg.glyph")?.cloneNode(true));
    picture?.querySelector("title")?.remove();
    picture?.removeAttribute("role");
    picture?.removeAttribute("aria-label");
    picture?.setAttribute("aria-hidden", "true");
    return picture ?? "";
  }

  /** @param {string[]} keys @param {HTMLTableRowElement[]} rows */
  #chooser(keys, rows) {
    const chips = rows.map((row, at) => {
      const name = this.methods.name(row);
      const first = element("input", { type: "radio", name: "reference" });
      first.checked = !at;
      first.addEventListener("change", () => this.choose([keys[at], ...keys.filter((_, other) => other !== at)]));
      const remove = element("button", { type: "button", "aria-label": `Remove ${name}` }, "×");
      remove.addEventListener("click", () => this.choose(keys.filter((key) => key !== keys[at])));
      return element("li", {}, element("label", {}, first, this.#picture(row), name), remove);
    });
    const add = element("select", { "aria-label": "Add a method" }, element("option", { value: "" }, "Add a method"));
    const others = this.methods.rows.filter((row) => !keys.includes(row.dataset.key ?? ""));
    const byName = others.sort((a, b) => this.methods.name(a).localeCompare(this.methods.name(b), "en"));
    for (const row of byName) add.append(element("option", { value: row.dataset.key ?? "" }, this.methods.name(row)));
    add.addEventListener("change", () => add.value && this.choose([...keys, add.value]));
    const legend = element("legend", {}, "Compared with");
    const list = element("ul", {}, ...chips);
    if (keys.length < this.most) list.append(element("li", { class: "sides__add" }, add));
    return element("fieldset", { class: "sides__chooser" }, legend, list);
  }

  /** @param {Column} column @param {HTMLTableRowElement[]} rows */
  #formulas({ key, name }, rows) {
    const lines = rows.map((row) => {
      const shown = this.methods.cell(row, key).querySelector(".equation");
      const formula = element(
        "dd",
        { class: "equation", tabindex: "0" },
        ...(shown?.cloneNode(true).childNodes ?? ["not given"]),
      );
      return { name: this.methods.name(row), picture: this.#picture(row), formula };
    });
    const areSame = new Set(lines.map(({ formula }) => formula.textContent)).size === 1;
    if (!areSame) markDifferences(lines.map(({ formula }) => formula));
    const terms = areSame ? lines.slice(0, 1) : lines;
    return element(
      "section",
      {},
      element("h3", {}, `${name} `, sign(!areSame)),
      element(
        "dl",
        { class: "sides__formulas" },
        ...terms.map(({ name, picture, formula }) =>
          element(
            "div",
            {},
            element("dt", {}, ...(areSame ? [rows.length > 2 ? "all" : "both"] : [picture, name])),
            formula,
          ),
        ),
      ),
    );
  }

  /** The properties, those that differ first; then facts. @param {HTMLTableRowElement[]} rows */
  #properties(rows) {
    const facts = this.#columns("other").map(({ key, name }) => {
      const cells = rows.map((row) => this.methods.cell(row, key));
      const isProperty = this.methods.isProperty(key);
      const differ = isProperty && new Set(cells.map((cell) => cell.textContent)).size > 1;
      return { key, name, cells, isProperty, differ, missing: isProperty ? "not given" : "none" };
    });
    const order = (/** @type {typeof facts[0]} */ { differ, isProperty }) => 2 * Number(!isProperty) + Number(!differ);
    const ordered = [...facts].sort((a, b) => order(a) - order(b));
    const names = rows.map((row) => element("th", { scope: "col" }, this.methods.name(row)));
    const lines = ordered.map(({ key, name, cells, isProperty, differ, missing }) => {
      const shown = cells.map((cell) => {
        const values = differ ? valuesOf(cell) : [];
        const about = values.map((value) => element("small", {}, this.about(key, value)));
        return element("td", {}, ...(cell.textContent ? cell.cloneNode(true).childNodes : [missing]), ...about);
      });
      return element(
        "tr",
        { class: differ ? "is-other" : "" },
        element("th", { scope: "row" }, ...(isProperty ? [sign(differ), " "] : []), name),
        ...shown,
      );
    });
    const head = element("thead", {}, element("tr", {}, element("td"), ...names));
    const caption = element("caption", { class: "unseen" }, "Properties, those that differ first");
    const table = element(
      "table",
      { class: "fields sides__properties" },
      caption,
      head,
      element("tbody", {}, ...lines),
    );
    const frame = element("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Properties" }, table);
    return element("section", {}, element("h3", {}, "Properties"), frame);
  }

  /** The methods that are memories of pairs, at work on the same pairs. @param {HTMLTableRowElement[]} rows */
  #memories(rows) {
    const programs = rows.flatMap((row) => row.dataset.memory ?? []);
    const about = document.querySelector("template[data-about-memory]");
    if (!programs.length || !(about instanceof HTMLTemplateElement)) return [];
    const stage = element("div", { class: "memory__stage" });
    const title = element("h3", {}, "See the memories work");
    const section = element("section", { class: "memory" }, title, about.content.cloneNode(true), stage);
    section.dataset.programs = programs.join(" ");
    startMemory(section, this.root, this.#shown.signal).catch((error) => console.warn("memory", error));
    return [section];
  }

  /** @param {HTMLTableRowElement[]} rows @param {HTMLElement} list */
  async #relations(rows, list) {
    if (!this.links) return list.previousElementSibling?.remove();
    const papers = [...new Set(rows.map((row) => this.#paper(row)))];
    list.replaceChildren(...(await relations(this.root, this.links, papers)));
  }

  /** The key of a method's paper. @param {HTMLTableRowElement} row */
  #paper = (row) => this.methods.cell(row, "paper").querySelector("a")?.pathname.split("/").at(-2) ?? "";
}

/** Says without colour whether methods differ. @param {boolean} differ */
const sign = (differ) =>
  element(
    "span",
    { class: differ ? "sign is-other" : "sign", title: differ ? "differs" : "the same" },
    differ ? "≠" : "=",
  );
