// @ts-check
// The table of papers: its header, which sorts, and the choice of columns.
import { element } from "../shared/dom.js";
import { menu } from "./menu.js";

/** @typedef {import("./files.js").Listed} Listed */
/** @typedef {import("./files.js").Column} Column */
/** @typedef {{ sort: (sort: string) => void, columns: (keys: string[]) => void }} Choose */

export class Table {
  /**
   * @param {HTMLElement} frame around the table @param {Listed} listed @param {Choose} choose
   * @param {AbortSignal} signal ends it
   */
  constructor(frame, listed, choose, signal) {
    this.listed = listed;
    this.choose = choose;
    this.head = element("tr");
    this.body = element("tbody", { tabindex: "-1" });
    const caption = element("caption", { class: "unseen" }, "Papers");
    this.node = element("table", { class: "explore__table" }, caption, element("thead", {}, this.head), this.body);
    this.menu = columnsMenu(listed.columns, (keys) => choose.columns(keys));
    frame.append(this.node);
    this.frame = frame;
    watchWidth(frame, this.node, signal);
  }

  /** Without waiting for the observer. */
  fit() {
    fitTable(this.frame, this.node);
  }

  /**
   * The numbers of the columns that are shown.
   * @param {string[]} keys the chosen ones; none for the usual ones, and the one that orders the papers
   * @param {string} sort
   */
  cells(keys, sort) {
    const { columns } = this.listed;
    const isShown = (/** @type {Column} */ { key, usual, sorts }) =>
      keys.length ? keys.includes(key) : usual || sorts.includes(sort);
    return [...columns.keys()].filter((at) => !at || isShown(columns[at]));
  }

  /** @param {string[]} keys the chosen columns @param {string} sort */
  update(keys, sort) {
    const { columns } = this.listed;
    const shown = this.cells(keys, sort).map((at) => columns[at]);
    setHeaders(this.head, shown, sort, (chosen) => this.choose.sort(chosen));
    this.menu.update(shown.map(({ key }) => key));
  }
}

/**
 * A table that is wider than the page scrolls in its frame, and its header stays at the top of that.
 * @param {HTMLElement} frame @param {HTMLTableElement} table
 */
function fitTable(frame, table) {
  const isWide = table.offsetWidth > frame.clientWidth + 1;
  frame.classList.toggle("is-wide", isWide);
  if (isWide) frame.tabIndex = 0;
  else frame.removeAttribute("tabindex");
}

/** @param {HTMLElement} frame @param {HTMLTableElement} table @param {AbortSignal} signal ends it */
export function watchWidth(frame, table, signal) {
  const observer = new ResizeObserver(() => fitTable(frame, table));
  for (const one of [frame, table]) observer.observe(one);
  signal.addEventListener("abort", () => observer.disconnect());
}

/**
 * Fills the head of a table. The focus stays in its column.
 * @param {HTMLTableRowElement} head @param {Column[]} columns
 * @param {string} sort @param {(sort: string) => void} choose
 */
export function setHeaders(head, columns, sort, choose) {
  const focused = [...head.children].findIndex((cell) => cell.contains(document.activeElement));
  head.replaceChildren(...columns.map((column) => header(column, sort, choose)));
  head.children[focused]?.querySelector("button")?.focus({ preventScroll: true });
}

/** @param {Column} column @param {string} sort @param {(sort: string) => void} choose */
function header({ name, kind, first, sorts }, sort, choose) {
  const cell = element("th", { scope: "col", class: `is-${kind}` });
  if (!sorts.length) {
    cell.append(name);
    return cell;
  }
  const at = sorts.indexOf(sort);
  const button = element("button", { type: "button" }, name);
  button.addEventListener("click", () => choose(sorts[at === 0 ? 1 : 0]));
  cell.append(button);
  const other = first === "ascending" ? "descending" : "ascending";
  if (at >= 0) cell.setAttribute("aria-sort", at ? other : first);
  return cell;
}

/** The choice of columns, as a menu. @param {Column[]} columns @param {(keys: string[]) => void} choose */
export function columnsMenu(columns, choose) {
  const boxes = columns.map(({ key }, at) => {
    const box = element("input", { type: "checkbox", value: key });
    box.disabled = !at; // the names are always there
    box.addEventListener("change", () => choose(boxes.filter((one) => one.checked).map(({ value }) => value)));
    return box;
  });
  const rows = columns.map(({ name }, at) => element("label", { class: "facet__value" }, boxes[at], name));
  const { node, title } = menu("explore__columns", "Columns of the table", ...rows);
  title.textContent = "Columns";
  return {
    node,
    /** @param {string[]} shown */
    update(shown) {
      for (const box of boxes) box.checked = shown.includes(box.value);
    },
  };
}

/**
 * The table as CSV: the columns that are shown, of all papers. Excel needs the byte order mark.
 * @param {import("./files.js").PaperFiles} files @param {number[]} rows the papers in their order
 * @param {number[]} cells the numbers of the columns
 */
export async function csvOf(files, rows, cells) {
  await Promise.all(rows.map((row) => files.load("rows", row)));
  const lines = [files.listed.head, ...rows.map((row) => files.get("rows", row)?.csv ?? [])];
  return ["\ufeff", ...lines.map((line) => `${cells.map((at) => line[at]).join(",")}\r\n`)].join("");
}
