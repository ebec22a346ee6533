// @ts-check
// The options of the search box: papers, then authors, categories, tags, venues and pages whose names fit the query.
import { fold, runs } from "../shared/analyser.js";
import { element, marked } from "../shared/dom.js";
import { month, plural } from "../shared/format.js";
import { authorSlug, pageUrl } from "./columns.js";
import { search } from "./engine.js";
import { authorsOf, badgeOf, markedTitle, reason, summary } from "./messages.js";

/** @typedef {import("./columns.js").Columns} Columns */
/** @typedef {import("./engine.js").Hit} Hit */
/** @typedef {(address: string) => string} Resolve from an address below the root to a whole one */

const PAPERS = 8;
export const ALL_PAPERS = "papers/";

/** Explore with a query. @param {string} text */
export const exploreUrl = (text) => `${ALL_PAPERS}?${new URLSearchParams({ q: text })}`;

/**
 * An option of the list. Its id says what it is and where it leads, so no two options share one.
 * @param {Resolve} resolve @param {string} kind @param {string} address @param {(Node | string)[]} children
 */
export function option(resolve, kind, address, ...children) {
  const link = element("a", { href: resolve(address), tabindex: "-1" }, ...children);
  const id = `find-${kind}-${encodeURI(address)}`;
  return element(
    "li",
    { role: "option", id, "aria-selected": "false", class: `find-option find-option--${kind}` },
    link,
  );
}

/** The word before an option that is not a paper. @param {string} kind */
export const kindLabel = (kind) => element("span", { class: "find-option__kind" }, kind);

/** @param {import("./index.js").Index} index @param {string} text @param {Resolve} resolve */
export function results(index, text, resolve) {
  const { columns } = index;
  const { hits, count, partial, problems, words } = search(index, text, { limit: PAPERS });
  const options = hits.map((hit) => paperOption(columns, hit, words, resolve));
  if (count > hits.length)
    options.push(option(resolve, "more", exploreUrl(text), `All ${plural(count, "paper")} in Explore`));
  options.push(...namedOptions(columns, words, resolve));
  return { options, message: summary(problems, count, partial) };
}

/** @param {Columns} columns @param {Hit} hit @param {string[]} words @param {Resolve} resolve */
function paperOption(columns, { doc, key, places, exact }, words, resolve) {
  const title = columns.titles[doc];
  const short = columns.names[doc];
  const authors = authorsOf(columns, doc);
  const why = reason(columns, doc, places, words);
  const details = element("span", { class: "find-option__who" }, marked(authors.names, words, !exact), authors.rest);
  const facts = [badgeOf(columns, doc), month(columns.dates[doc]), ...(columns.awards[doc] ?? [])];
  details.append(` · ${facts.join(" · ")}`);
  if (why) details.append(element("em", {}, ` · ${why}`));
  const whole = markedTitle(columns, doc, words, !exact);
  /** @type {(Node | string)[]} */
  const parts = [element("span", { class: "find-option__name" }, short ? marked(short, words, !exact) : whole)];
  if (short && short !== title) parts.push(element("span", { class: "find-option__title" }, whole));
  const status = columns.status[doc];
  if (status) parts.push(" ", element("span", { class: "badge badge--status" }, status));
  const tldr = columns.tldr[doc];
  if (tldr) parts.push(element("span", { class: "find-option__tldr" }, marked(tldr, words, !exact)));
  return option(resolve, "paper", pageUrl(columns, "paper", key), ...parts, details);
}

/** @typedef {{ kind: string, name: string, address: string, note?: string }} Named */

/**
 * Whatever has a name that has all words of the query.
 * @param {Columns} columns @param {string[]} words @param {Resolve} resolve
 */
function namedOptions(columns, words, resolve) {
  if (!words.length) return [];
  /** @param {string} name */
  const fits = (name) => {
    const found = runs(fold(name));
    return words.every((word) => found.some((one) => one.startsWith(word)));
  };
  return [...authorsThatFit(columns, words, fits), ...othersThatFit(columns, fits)].map(
    ({ kind, name, address, note }) =>
      option(resolve, kind, address, kindLabel(kind), marked(name, words, false), note ? ` ${note}` : ""),
  );
}

/** Folded names of people, made at the first query. @type {WeakMap<Columns, string[]>} */
const foldedPeople = new WeakMap();

/** @param {Columns} columns @returns {string[]} */
function peopleFolded(columns) {
  // Folding all names at once takes a tenth of the time.
  if (!foldedPeople.has(columns)) foldedPeople.set(columns, fold(columns.people.join("\n")).split("\n"));
  return /** @type {string[]} */ (foldedPeople.get(columns));
}

/**
 * Authors of several papers, those with the most first.
 * @param {Columns} columns @param {string[]} words @param {(name: string) => boolean} fits @returns {Named[]}
 */
function authorsThatFit(columns, words, fits) {
  const counts = /** @type {Map<number, number>} */ (new Map());
  peopleFolded(columns).forEach((name, person) => {
    if (words.every((word) => name.includes(word)) && fits(name)) counts.set(person, 0);
  });
  if (!counts.size) return [];
  for (const row of columns.authors)
    for (const person of row) {
      const count = counts.get(person);
      if (count !== undefined) counts.set(person, count + 1);
    }
  return [...counts]
    .filter(([, count]) => count > 1)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([person, count]) => ({
      kind: "author",
      name: columns.people[person],
      address: pageUrl(columns, "author", authorSlug(columns, person)),
      note: `${count} papers`,
    }));
}

/** @param {Columns} columns @param {(name: string) => boolean} fits @returns {Named[]} */
function othersThatFit(columns, fits) {
  const { categories, tagNames, venues, venueSlugs, guides } = columns;
  /** @param {string} kind @param {(readonly [string, string, ...unknown[]])[]} options @param {number} most */
  const some = (kind, options, most) =>
    options
      .filter(([, name]) => fits(name))
      .slice(0, most)
      .map(([key, name]) => ({ kind, name, address: pageUrl(columns, kind, key) }));
  const pages = guides.filter(([title]) => fits(title)).slice(0, 2);
  return [
    ...some("category", categories, 2),
    ...some("tag", tagNames, 3),
    ...some(
      "venue",
      venues.map((name, number) => [venueSlugs[number], name]),
      2,
    ),
    ...pages.map(([name, address]) => ({ kind: "page", name, address })),
  ];
}
