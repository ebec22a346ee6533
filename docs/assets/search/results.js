// @ts-check
// The options of the search box: papers, and whatever else has a name that fits the query.
import { element, marked } from "../shared/dom.js";
import { month, plural } from "../shared/format.js";
import { answers } from "./answers.js";
import { pageUrl } from "./columns.js";
import { authorsOf, badgeOf, markedTitle, reason, summary } from "./messages.js";

/** @typedef {import("./columns.js").Columns} Columns */
/** @typedef {import("./engine.js").Hit} Hit */
/** @typedef {(address: string) => string} Resolve from an address below the root to a whole one */

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
  const { list, count, partial, problems, words, hits, others } = answers(index, text);
  const options = list.map((one) =>
    "kind" in one ? namedOption(one, words, resolve) : paperOption(index.columns, one, words, resolve),
  );
  if (count > hits.length) {
    const last = list.findLastIndex((one) => !("kind" in one));
    options.splice(last + 1, 0, option(resolve, "more", exploreUrl(text), `All ${plural(count, "paper")} in Explore`));
  }
  return { options, message: summary(problems, count, partial, others) };
}

/** @param {import("./others.js").Named} one @param {string[]} words @param {Resolve} resolve */
function namedOption({ kind, name, address, note }, words, resolve) {
  return option(resolve, kind, address, kindLabel(kind), " ", marked(name, words, false), note ? ` ${note}` : "");
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
  if (short && short !== title) parts.push(" ", element("span", { class: "find-option__title" }, whole));
  const status = columns.status[doc];
  if (status) parts.push(" ", element("span", { class: "badge badge--status" }, status));
  const tldr = columns.tldr[doc];
  if (tldr) parts.push(element("span", { class: "find-option__tldr" }, marked(tldr, words, !exact)));
  return option(resolve, "paper", pageUrl(columns, "paper", key), ...parts, details);
}
