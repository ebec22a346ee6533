// @ts-check
// The table of all methods: a reader sorts, filters and groups it, chooses columns, and puts methods side by side.
import { save } from "../explore/export.js";
import { onBack, onLinkToSelf } from "../explore/navigation.js";
import { columnsMenu, watchWidth } from "../explore/table.js";
import { plural } from "../shared/format.js";
import { Sides } from "./sides.js";
import { read, write } from "./state.js";
import { MethodTable } from "./table.js";
import { Tray } from "./tray.js";
// Loads the rest at once: without this, a browser would find modules only as it reads the ones that import them.
import "../lineage/graph.js";
import "../memory/near.js";
import "../shared/analyser.js";
import "../shared/nearest.js";
import "./differ.js";
import "./words.js";

/** @typedef {import("./state.js").State} State */

/** @param {HTMLElement} container @param {URL} root @param {AbortSignal} signal */
export function start(container, root, signal) {
  new Compare(container, root).start(signal);
}

class Compare {
  /** @param {HTMLElement} container @param {URL} root */
  constructor(container, root) {
    this.container = container;
    this.form = /** @type {HTMLFormElement} */ (this.part("form"));
    this.methods = new MethodTable(this.part("table"));
    this.most = Number(container.dataset.most);
    /** @type {HTMLSelectElement[]} */
    this.fields = [...this.form.querySelectorAll("select")].filter(({ name }) => name !== "group");
    this.boxes = /** @type {HTMLInputElement[]} */ ([...container.querySelectorAll("tbody input")]);
    this.known = this.#known();
    this.state = read(location.search, this.known, this.most);
    this.isSideBySide = this.state.m.length > 1;
    const links = container.dataset.links ?? "";
    const compare = (/** @type {string[]} */ m) => this.#compare(m);
    /** @param {string} property @param {string} value */
    const about = (property, value) => this.part(`select[name="${property}"] option[value="${value}"]`)?.title ?? "";
    this.sides = new Sides(this.part(".sides"), this.methods, root, links, this.most, compare, about);
    this.menu = columnsMenu(this.methods.columns, (cols) => this.#go({ cols }));
    this.part(".compare__bar [role=status]").after(this.menu.node);
    this.tray = new Tray(this.part(".compare__tray"), this.methods, this.most);
  }

  /** @param {string} selector @returns {any} */
  part(selector) {
    return this.container.querySelector(selector);
  }

  /** What an address can say. */
  #known() {
    const { columns, byKey } = this.methods;
    const valuesOf = (/** @type {HTMLSelectElement} */ { options }) => [...options].slice(1).map(({ value }) => value);
    return {
      columns: columns.map(({ key }) => key),
      sorts: columns.flatMap(({ sorts }) => sorts),
      methods: [...byKey.keys()],
      names: Object.fromEntries(columns.map(({ key, name }) => [key, name.toLowerCase()])),
      values: Object.fromEntries(this.fields.map((field) => [field.name, valuesOf(field)])),
    };
  }

  /** @param {AbortSignal} signal ends it */
  start(signal) {
    const { form, methods, tray } = this;
    /** @param {EventTarget} on @param {string} type @param {(event: any) => void} act */
    const listen = (on, type, act) => on.addEventListener(type, act, { signal });
    listen(form, "input", ({ target }) => target.name && this.#filter(target.name === "q" ? "replace" : "push"));
    listen(form, "submit", (event) => event.preventDefault());
    listen(form, "reset", (event) => {
      event.preventDefault();
      this.#reset();
    });
    listen(this.part("[data-reset]"), "click", () => this.#reset());
    listen(this.part("[data-csv]"), "click", () => save(methods.csv(this.state), "methods.csv", "text/csv"));
    listen(methods.table, "change", () => this.#choose());
    listen(tray.open, "click", () => this.#compare(this.state.m));
    listen(tray.clear, "click", () => this.#compare([]));
    onBack(location.pathname, this.container, signal, () => this.#open());
    onLinkToSelf(location.pathname, this.container, signal, (query) => {
      history.pushState(history.state, "", location.pathname + query);
      this.#open();
    });
    watchWidth(this.part(".explore__frame"), methods.table, signal);
    // What a reader chose while this was loading counts too.
    if ([...new FormData(form).values()].some(Boolean)) this.#filter("replace");
    if (this.boxes.some((box) => box.checked)) this.#choose();
    this.#show();
    this.sides.show(this.isSideBySide ? this.state.m : []);
  }

  /** Shows what the address says. */
  #open() {
    this.state = read(location.search, this.known, this.most);
    this.isSideBySide = this.state.m.length > 1;
    this.#show();
    this.sides.show(this.isSideBySide ? this.state.m : []);
    scrollTo({ top: 0, behavior: "instant" });
  }

  /** @param {Partial<State>} changes @param {"push" | "replace"} [how] the address changes */
  #go(changes, how = "push") {
    this.state = { ...this.state, problems: [], ...changes };
    const address = location.pathname + write(this.state);
    if (address !== location.pathname + location.search) history[`${how}State`](history.state, "", address);
    this.#show();
  }

  #reset() {
    this.#go({ ...read("", this.known, this.most), m: this.state.m });
  }

  /** @param {"push" | "replace"} how the address changes */
  #filter(how) {
    const chosen = new FormData(this.form);
    const of = (/** @type {string} */ name) => String(chosen.get(name) ?? "");
    const filters = Object.fromEntries(this.fields.map(({ name }) => [name, of(name)]));
    this.#go({ q: of("q"), group: of("group"), filters }, how);
  }

  /** After a box in the table was ticked: the method that is new comes last. */
  #choose() {
    const ticked = this.boxes.filter((box) => box.checked).map(({ value }) => value);
    const before = this.state.m.filter((key) => ticked.includes(key));
    const m = [...new Set([...before, ...ticked])].slice(0, this.most);
    this.isSideBySide &&= m.length > 1;
    this.#go({ m });
    if (!this.part(".sides").hidden) this.sides.show(this.isSideBySide ? m : []);
  }

  /** Puts methods side by side, or ends that. @param {string[]} m */
  #compare(m) {
    this.isSideBySide = m.length > 1;
    this.#go({ m });
    this.sides.show(this.isSideBySide ? m : []);
    this.part(this.isSideBySide ? "#sides" : "[name=q]").focus({ preventScroll: true });
    if (this.isSideBySide) this.part(".sides").scrollIntoView({ block: "nearest" });
  }

  #show() {
    const { state, methods } = this;
    this.part("[name=q]").value = state.q;
    this.part("[name=group]").value = state.group;
    for (const field of this.fields) field.value = state.filters[field.name];
    methods.show(state, (sort) => this.#go({ sort }));
    this.menu.update(methods.visible(state).map(({ key }) => key));
    const [count, all] = [methods.shown.length, plural(methods.rows.length, "method")];
    this.part("[role=status]").textContent = count === methods.rows.length ? all : `${count} of ${all}`;
    this.part(".explore__note").hidden = !state.problems.length;
    this.part(".explore__note").textContent = state.problems.join(" ");
    this.part(".empty").hidden = count > 0;
    this.part(".explore__frame").hidden = count === 0;
    for (const box of this.boxes) {
      box.checked = state.m.includes(box.value);
      box.disabled = !box.checked && state.m.length === this.most;
    }
    this.tray.show(state.m, this.isSideBySide);
  }
}
