// @ts-check
// The options of the search box, and those that it shows first: papers whose names and titles have the words.
import { element, marked } from "../shared/dom.js";
import { month } from "../shared/format.js";
import { pageUrl } from "./columns.js";
import { search } from "./engine.js";

/** @typedef {import("./columns.js").Names} Names */
/** @typedef {import("./index.js").Index} Index */
/** @typedef {(address: string) => string} Resolve from an address below the root to a whole one */
/**
 * @typedef {object} Shown
 * @property {HTMLElement[]} options
 * @property {string} message
 * @property {boolean} isEmpty whether nothing is found
 * @property {Promise<boolean>} more whether there is more to show, which has been loaded
 */

export const ALL_PAPERS = "papers/";
export const PAPERS = 8; // that are shown

/** Explore with a query. @param {string} text */
export const exploreUrl = (text) => `${ALL_PAPERS}?${new URLSearchParams({ q: text })}`;

/**
 * An option of the list. Its id says what it is and where it leads, so no two options share one.
 * @param {Resolve} resolve @param {string} kind @param {string} address @param {(Node | string)[]} children
 */
export function option(resolve, kind, address, ...children) {
  const id = `find-${kind}-${encodeURI(address)}`;
  const look = { class: `find-option find-option--${kind}`, href: resolve(address), tabindex: "-1" };
  return element("a", { role: "option", id, "aria-selected": "false", ...look }, ...children);
}

/** The word before an option that is not a paper. @param {string} kind */
export const kindLabel = (kind) => element("span", { class: "find-option__kind" }, kind);

/**
 * The short name of a paper and its title, with the words of a query marked.
 * @param {Names} columns @param {number} doc @param {string[]} words @param {boolean} isForgiving
 */
export function nameParts(columns, doc, words, isForgiving) {
  const short = columns.names[doc];
  const whole = markedTitle(columns, doc, words, isForgiving);
  const name = element("span", { class: "find-option__name" }, short ? marked(short, words, isForgiving) : whole);
  if (!short || short === columns.titles[doc]) return [name];
  return [name, " ", element("span", { class: "find-option__title" }, whole)];
}

/**
 * A paper's title with the words of a query marked, and with its formulas as MathML.
 * @param {Names} columns @param {number} doc @param {string[]} words @param {boolean} isForgiving
 */
export function markedTitle({ titles, formulas }, doc, words, isForgiving) {
  const fragment = document.createDocumentFragment();
  let rest = titles[doc];
  for (const [text, mathml] of formulas[doc] ?? []) {
    const at = rest.indexOf(text);
    if (at < 0) break; // its spaces were joined: it stays text
    const template = element("template");
    template.innerHTML = mathml; // made by the build, with all text escaped
    fragment.append(marked(rest.slice(0, at), words, isForgiving), template.content);
    rest = rest.slice(at + text.length);
  }
  fragment.append(marked(rest, words, isForgiving));
  return fragment;
}

/**
 * What the names alone tell. Where they have not all words, the answer may be among what is still loading.
 * @param {Index} index @param {string} text @param {Resolve} resolve @returns {Shown}
 */
export function firstResults(index, text, resolve) {
  const { hits, partial, query, words } = search(index, text, { limit: PAPERS });
  const { fields, phrases, without, isComparison } = query;
  const isAnswered = !partial && !isComparison && ![fields, phrases, without].some(({ length }) => length);
  const options = hits
    .filter(({ exact }) => exact && isAnswered)
    .map(({ doc, key }) => {
      const date = element("span", { class: "find-option__who" }, month(index.columns.dates[doc]));
      return option(
        resolve,
        "paper",
        pageUrl(index.columns, "paper", key),
        ...nameParts(index.columns, doc, words, false),
        date,
      );
    });
  const message = options.length ? "Names and titles. The rest is loading…" : "Loading…";
  return { options, message, isEmpty: false, more: Promise.resolve(false) };
}
