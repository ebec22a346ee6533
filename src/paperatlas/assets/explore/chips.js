// @ts-check
// What is chosen, one chip each: a click on a chip removes the choice.
import { element } from "../shared/dom.js";
import { labelOf, nameOf } from "./facets.js";

/** @typedef {import("./state.js").State} State */

/**
 * @param {string} text @param {string} className @param {() => void} onClick
 * @param {Record<string, string>} [attributes]
 */
function chip(text, className, onClick, attributes = {}) {
  const button = element("button", { type: "button", class: className, ...attributes }, text);
  button.addEventListener("click", onClick);
  return button;
}

/**
 * @param {import("../search/columns.js").Columns} columns @param {State} state
 * @param {(facet: string, value: string) => void} remove @param {() => void} clear
 */
function chips(columns, state, remove, clear) {
  const items = Object.entries(state.filters).flatMap(([facet, values]) =>
    values.map((value) => {
      const text = `${nameOf(columns, facet)}: ${labelOf(columns, facet, value)}`;
      const button = chip(text, "chip", () => remove(facet, value), { "aria-label": `Remove ${text}` });
      button.append(element("span", { "aria-hidden": "true" }, "×"));
      return element("li", {}, button);
    }),
  );
  return items.length ? [...items, element("li", {}, chip("Clear all", "chip chip--clear", clear))] : [];
}

/**
 * Shows the chips of a state. If one of them had the focus, the next one gets it.
 * @param {HTMLElement} list @param {HTMLElement} otherwise gets the focus if no chip is left
 * @param {Parameters<typeof chips>} choice
 */
export function showChips(list, otherwise, ...choice) {
  const focused = [...list.querySelectorAll("button")].findIndex((button) => button === document.activeElement);
  list.replaceChildren(...chips(...choice));
  list.hidden = !list.childElementCount;
  if (focused < 0) return;
  const buttons = list.querySelectorAll("button");
  const next = buttons[Math.min(focused, buttons.length - 2)] ?? otherwise; // not on "Clear all", which is last
  next.focus({ preventScroll: true });
}
