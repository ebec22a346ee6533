// @ts-check
// Explore on paper: its whole selection as a list.
import { element } from "../shared/dom.js";
import { month } from "../shared/format.js";
import { authorsOf, badgeOf } from "../search/messages.js";
import { markedTitle } from "../search/options.js";

/**
 * Adds the list before the browser prints, and removes it afterwards.
 * @param {HTMLElement} container @param {import("../search/columns.js").Columns} columns
 * @param {() => number[]} rows the papers of the selection @param {AbortSignal} signal ends it
 */
export function printsSelection(container, columns, rows, signal) {
  const list = element("ol", { class: "explore__print" });
  const show = () => {
    list.replaceChildren(...rows().map((row) => item(columns, row)));
    container.append(list);
  };
  addEventListener("beforeprint", show, { signal });
  addEventListener("afterprint", () => list.remove(), { signal });
}

/** @param {import("../search/columns.js").Columns} columns @param {number} row */
function item(columns, row) {
  const { names, rest } = authorsOf(columns, row);
  const name = columns.names[row];
  const start = name && name !== columns.titles[row] ? [element("strong", {}, name), " "] : [];
  const facts = ` ${names}${rest}. ${badgeOf(columns, row)}, ${month(columns.dates[row])}.`;
  const about = columns.tldr[row] ? ` ${columns.tldr[row]}` : "";
  return element("li", {}, ...start, element("cite", {}, markedTitle(columns, row, [], false)), facts + about);
}
