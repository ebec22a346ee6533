// @ts-check
// The options of the search box: papers, and whatever else has a name that fits the query.
import { fold } from "../shared/analyser.js";
import { element, marked } from "../shared/dom.js";
import { month, plural } from "../shared/format.js";
import { answers } from "./answers.js";
import { pageUrl } from "./columns.js";
import { fieldsOf } from "./engine.js";
import { authorsOf, badgeOf, isInSummary, reason, summary } from "./messages.js";
import { exploreUrl, kindLabel, nameParts, option } from "./options.js";
import { sentenceWith } from "./summaries.js";
import { otherForms } from "./terms.js";
import { offered } from "./values.js";

/** @typedef {import("./columns.js").Columns} Columns */
/** @typedef {import("./engine.js").Hit} Hit */
/** @typedef {import("./options.js").Resolve} Resolve */

/**
 * @param {import("./index.js").Index} index @param {string} text @param {Resolve} resolve
 * @returns {import("./options.js").Shown}
 */
export function results(index, text, resolve) {
  const found = answers(index, text);
  const { list, count, partial, problems, words, hits, others } = found;
  // Other forms are marked too; the last word of the query stays the last.
  const shown = [...words.flatMap(otherForms), ...words];
  const options = list.map((one) =>
    "kind" in one ? namedOption(one, shown, resolve) : paperOption(index, one, shown, resolve),
  );
  if (count > hits.length) {
    const last = list.map((one) => "kind" in one).lastIndexOf(false);
    options.splice(last + 1, 0, option(resolve, "more", exploreUrl(text), `All ${plural(count, "paper")} in Explore`));
  }
  const values = offered(index, text, fieldsOf(index.columns)).map((one) => valueOption(one, resolve));
  const isOpen = /:"?$/.test(text) && values.length > 0;
  const unseen = hits.filter((hit) => isInSummary(hit.places)).map(({ doc }) => doc);
  return {
    options: isOpen ? values : count ? [...options, ...values] : [...values, ...options],
    message: isOpen ? "" : summary(problems, count, partial, others),
    isEmpty: !list.length && !isOpen,
    // Resolves when there is more to show: summaries that a phrase or a sentence needs.
    more: Promise.all([found.more, index.textTier?.summaries.need(unseen)]).then((loaded) => loaded.some(Boolean)),
  };
}

/**
 * A value of a field, which completes the query.
 * @param {ReturnType<typeof offered>[0]} one @param {Resolve} resolve
 */
function valueOption({ field, value, name, query }, resolve) {
  const label = fold(value) === fold(name) ? value : `${value} ${name}`;
  const node = option(resolve, "value", exploreUrl(query.trim()), kindLabel(field), " ", label);
  node.dataset.query = query;
  return node;
}

/** @param {import("./others.js").Named} one @param {string[]} words @param {Resolve} resolve */
function namedOption({ kind, name, address, note }, words, resolve) {
  return option(resolve, kind, address, kindLabel(kind), " ", marked(name, words, false), note ? ` ${note}` : "");
}

/** @param {import("./index.js").Index} index @param {Hit} hit @param {string[]} words @param {Resolve} resolve */
function paperOption({ columns, textTier }, { doc, key, places, exact }, words, resolve) {
  const authors = authorsOf(columns, doc);
  const labs = textTier?.labs.rows[doc]?.map((lab) => textTier.labs.names[lab]);
  const summary = isInSummary(places) ? (textTier?.summaries.texts[doc] ?? "") : "";
  const sentence = sentenceWith(summary, (text) => marked(text, words, !exact).querySelectorAll("mark").length);
  const why = sentence ? "" : reason(columns, doc, places, words, labs);
  const details = element("span", { class: "find-option__who" }, marked(authors.names, words, !exact), authors.rest);
  const facts = [badgeOf(columns, doc), month(columns.dates[doc]), ...(columns.awards[doc] ?? [])];
  details.append(` · ${facts.join(" · ")}`);
  if (why) details.append(element("em", {}, ` · ${why}`));
  const parts = nameParts(columns, doc, words, !exact);
  const status = columns.status[doc];
  if (status) parts.push(" ", element("span", { class: "badge badge--status" }, status));
  const tldr = sentence || columns.tldr[doc];
  if (tldr) parts.push(element("span", { class: "find-option__tldr" }, marked(tldr, words, !exact)));
  return option(resolve, "paper", pageUrl(columns, "paper", key), ...parts, details);
}
