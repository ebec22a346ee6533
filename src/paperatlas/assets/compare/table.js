// @ts-check
// The table of methods as the page has it: which rows and columns are shown, and in which order and groups.
import { setHeaders } from "../explore/table.js";
import { hasWords, wordsOf } from "../pages/filter.js";
import { element } from "../shared/dom.js";

/** @typedef {import("../explore/files.js").Column & { csv: string }} Column */
/** @typedef {import("./state.js").State} State */

/** The keys of a cell's values. @param {HTMLTableCellElement} cell */
export const valuesOf = (cell) => cell.dataset.value?.split(" ") ?? [];

export class MethodTable {
  /** @param {HTMLTableElement} table */
  constructor(table) {
    this.table = table;
    this.head = /** @type {HTMLTableSectionElement} */ (table.tHead).rows[0];
    this.rows = [...table.tBodies[0].rows];
    /** @type {Column[]} */
    this.columns = [...this.head.cells].map((cell) => ({
      ...JSON.parse(cell.dataset.column ?? ""),
      csv: cell.dataset.csv ?? "",
    }));
    /** @type {Map<string, HTMLTableRowElement>} */
    this.byKey = new Map(this.rows.map((row) => [row.dataset.key ?? "", row]));
    this.shown = this.rows;
  }

  /** @param {HTMLTableRowElement} row @param {string} key of a column */
  cell = (row, key) => row.cells[this.columns.findIndex((column) => column.key === key)];

  /** @param {HTMLTableRowElement} row */
  name = (row) => row.cells[0].querySelector("a")?.textContent ?? "";

  /** Whether a column shows a property: one with a closed list of values. @param {string} key */
  isProperty = (key) => this.rows.some((row) => this.cell(row, key).dataset.value);

  /** The columns that are shown; the one that divides the table is in its headings. @param {State} state */
  visible({ cols, sort, group }) {
    return this.columns.filter(({ key, usual, sorts }, at) => {
      const isChosen = cols.length ? cols.includes(key) : usual || sorts.includes(sort);
      return !at || (isChosen && key !== group);
    });
  }

  /** @param {State} state @param {(sort: string) => void} choose an order */
  show(state, choose) {
    const columns = this.visible(state);
    const focused = document.activeElement;
    for (const row of this.rows)
      this.columns.forEach((column, at) => {
        row.cells[at].hidden = !columns.includes(column);
      });
    setHeaders(this.head, columns, state.sort, choose);
    const found = this.rows.filter((row) => this.#isFound(row, state));
    this.shown = this.#ordered(this.#ordered(found, state.sort), state.group);
    const bodies = state.group ? this.#groups(state.group, columns.length) : [element("tbody", {}, ...this.shown)];
    for (const body of bodies) body.setAttribute("role", "rowgroup");
    for (const body of [...this.table.tBodies]) body.remove();
    this.table.append(...bodies);
    // A row that moves loses the focus.
    if (focused instanceof HTMLElement && this.table.contains(focused)) focused.focus({ preventScroll: true });
  }

  /** @param {HTMLTableRowElement} row @param {State} state */
  #isFound(row, { q, filters }) {
    const found = Object.entries(filters).every(
      ([name, value]) => !value || valuesOf(this.cell(row, name)).includes(value),
    );
    return found && hasWords(row, wordsOf(q));
  }

  /** Rows without a value come last. @param {HTMLTableRowElement[]} rows @param {string} sort */
  #ordered(rows, sort) {
    if (!sort) return rows;
    const sign = sort[0] === "-" ? -1 : 1;
    const place = (/** @type {HTMLTableRowElement} */ row) => {
      const rank = Number(this.cell(row, sort.replace("-", "")).dataset.rank);
      return rank ? sign * rank : Infinity;
    };
    return [...rows].sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
  }

  /** A body for each value of a property, by which the rows are ordered. @param {string} key @param {number} width */
  #groups(key, width) {
    const title = this.columns.find((column) => column.key === key)?.name;
    const groups = /** @type {Map<string, HTMLTableRowElement[]>} */ (new Map());
    for (const row of this.shown) {
      const name = this.cell(row, key).textContent || "not given";
      groups.set(name, [...(groups.get(name) ?? []), row]);
    }
    return [...groups].map(([name, rows]) => {
      const count = element("small", {}, String(rows.length));
      const look = { scope: "rowgroup", role: "rowheader", colspan: String(width) };
      const heading = element("th", look, element("span", {}, `${title}: ${name} `, count));
      return element("tbody", {}, element("tr", { class: "compare__group", role: "row" }, heading), ...rows);
    });
  }

  /** What is shown, as CSV. Excel needs the byte order mark. @param {State} state */
  csv(state) {
    const columns = this.visible(state);
    const line = (/** @type {(column: Column) => string} */ of) => `${columns.map(of).join(",")}\r\n`;
    const rows = this.shown.map((row) => line(({ key }) => this.cell(row, key).dataset.csv ?? ""));
    return ["\ufeff", line(({ csv }) => csv), ...rows].join("");
  }
}
