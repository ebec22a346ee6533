// @ts-check
// The table of all methods: a reader sorts, filters and groups it, chooses columns, and puts methods side by side.
import { save } from "../explore/export.js";
import { columnsMenu, watchWidth } from "../explore/table.js";
import { element } from "../shared/dom.js";
import { plural } from "../shared/format.js";
import { Sides } from "./sides.js";
import { read, write } from "./state.js";
import { MethodTable } from "./table.js";

/** @typedef {import("./state.js").State} State */

/** @param {HTMLElement} container @param {URL} root @param {AbortSignal} signal */
export function start(container, root, signal) {
  /** @param {string} selector @returns {any} */
  const part = (selector) => container.querySelector(selector);
  const form = /** @type {HTMLFormElement} */ (part("form"));
  const methods = new MethodTable(part("table"));
  const most = Number(container.dataset.most);
  const fields = /** @type {HTMLSelectElement[]} */ ([...form.querySelectorAll("select:not([name=group])")]);
  const known = {
    columns: methods.columns.map(({ key }) => key),
    sorts: methods.columns.flatMap(({ sorts }) => sorts),
    methods: [...methods.byKey.keys()],
    values: Object.fromEntries(
      fields.map(({ name, options }) => [name, [...options].slice(1).map(({ value }) => value)]),
    ),
  };
  let state = read(location.search, known, most);
  let isSideBySide = state.m.length > 1;

  const sides = new Sides(part(".sides"), methods, root, container.dataset.links ?? "", most, (m) => {
    isSideBySide = m.length > 1;
    change({ m });
    part(isSideBySide ? "#sides" : ".compare__find input").focus({ preventScroll: true });
  });
  const menu = columnsMenu(methods.columns, (cols) => change({ cols }));
  part(".compare__bar [role=status]").after(menu.node);
  const tray = new Tray(part(".compare__tray"), methods, most);
  const boxes = /** @type {HTMLInputElement[]} */ ([...container.querySelectorAll("tbody input")]);

  function show() {
    part("[name=q]").value = state.q;
    part("[name=group]").value = state.group;
    for (const field of fields) field.value = state.filters[field.name];
    methods.show(state, (sort) => change({ sort }));
    menu.update(methods.visible(state).map(({ key }) => key));
    const count = methods.shown.length;
    part("[role=status]").textContent =
      count === methods.rows.length ? plural(count, "method") : `${count} of ${plural(methods.rows.length, "method")}`;
    part(".empty").hidden = count > 0;
    part(".explore__frame").hidden = count === 0;
    for (const box of boxes) {
      box.checked = state.m.includes(box.value);
      box.disabled = !box.checked && state.m.length === most;
    }
    tray.show(state.m, isSideBySide);
  }

  /** @param {Partial<State>} changes */
  function change(changes) {
    state = { ...state, ...changes };
    const url = new URL(location.href);
    url.search = write(state);
    history.replaceState(history.state, "", url);
    show();
    if (changes.m) sides.show(isSideBySide ? state.m : []);
  }

  const reset = () => change({ ...read("", known, most), m: state.m });
  const filter = () => {
    const chosen = new FormData(form);
    const of = (/** @type {string} */ name) => String(chosen.get(name) ?? "");
    change({ q: of("q"), group: of("group"), filters: Object.fromEntries(fields.map(({ name }) => [name, of(name)])) });
  };
  const listen = (/** @type {EventTarget} */ on, /** @type {string} */ type, /** @type {(event: any) => void} */ act) =>
    on.addEventListener(type, act, { signal });
  listen(form, "input", (event) => event.target.name && filter());
  listen(form, "submit", (event) => event.preventDefault());
  listen(form, "reset", (event) => {
    event.preventDefault();
    reset();
  });
  listen(part("[data-reset]"), "click", reset);
  listen(part("[data-csv]"), "click", () => save(methods.csv(state), "methods.csv", "text/csv"));
  listen(part("table"), "change", ({ target }) => {
    const m = state.m.filter((key) => key !== target.value);
    if (target.checked) m.push(target.value);
    isSideBySide &&= m.length > 1;
    change({ m });
  });
  listen(tray.node, "click", ({ target }) => {
    if (target.name === "clear") isSideBySide = false;
    if (target.name === "clear") change({ m: [] });
    if (target.name !== "open") return;
    isSideBySide = true;
    change({ m: state.m });
    part("#sides").focus({ preventScroll: true });
    part(".sides").scrollIntoView();
  });
  watchWidth(part(".explore__frame"), methods.table, signal);
  show();
  sides.show(isSideBySide ? state.m : []);
}

/** At the foot of the window, the methods that are chosen. */
class Tray {
  /** @param {HTMLElement} node @param {import("./table.js").MethodTable} methods @param {number} most */
  constructor(node, methods, most) {
    this.node = node;
    this.methods = methods;
    this.most = most;
    this.text = element("span", { role: "status" });
    this.open = element("button", { class: "action action--main", type: "button", name: "open" }, "Side by side");
    node.append(this.text, this.open, element("button", { class: "action", type: "button", name: "clear" }, "Clear"));
  }

  /** @param {string[]} keys @param {boolean} isOpen whether they are side by side already */
  show(keys, isOpen) {
    this.node.hidden = !keys.length || isOpen;
    const names = keys.map((key) => this.methods.byKey.get(key)).map((row) => row && this.methods.name(row));
    const more = keys.length < 2 ? `. Choose one to ${this.most - 1} more to compare.` : "";
    this.text.textContent = keys.length ? names.join(", ") + more : "";
    this.open.hidden = keys.length < 2;
  }
}
