// @ts-check
// One paper in the list of Explore, as a card or as a line of the table.
import { element, marked } from "../shared/dom.js";
import { month } from "../shared/format.js";
import { pageUrl } from "../search/columns.js";
import { TIERS } from "../search/match.js";
import { authorsOf, badgeOf, markedTitle, reason } from "../search/messages.js";
import { PLACES } from "../search/index.js";

/** @typedef {import("../search/columns.js").Columns} Columns */
/** @typedef {import("../search/engine.js").Hit} Hit */
/**
 * @typedef {object} Shown how the list shows its papers
 * @property {number} at the paper's number in the list, from 0
 * @property {number} count
 * @property {string[]} words of the query
 * @property {URL} root
 * @property {string} view
 * @property {boolean} explain
 */

/** What each tier means, the highest first. @type {[number, string][]} */
const TIER_NAMES = [
  [TIERS.id, "exact id"],
  [TIERS.name, "exact name"],
  [TIERS.otherName, "another name of the paper"],
  [TIERS.firstVersion, "first version of this name"],
  [TIERS.similarName, "similar name"],
  [TIERS.longerName, "name begins with the query"],
];

/** @param {Columns} columns @param {Hit} hit @param {Shown} shown */
export function row(columns, hit, { at, count, words, root, view, explain }) {
  const { doc } = hit;
  const isCard = view === "cards";
  const isForgiving = !hit.exact;
  const whole = markedTitle(columns, doc, words, isForgiving);
  const short = columns.names[doc];
  const name = short || columns.titles[doc];
  const hasTitle = name !== columns.titles[doc];
  const hue = columns.categories[columns.category[doc]][2];
  const item = element("li", {
    class: `hit hit--${isCard ? "card" : "line"} hue-${hue}${hasTitle ? "" : " hit--whole"}`,
    "aria-posinset": String(at + 1),
    "aria-setsize": String(count),
  });
  const link = element("a", { href: new URL(pageUrl(columns, "paper", hit.key), root).href });
  link.append(hasTitle ? marked(name, words, isForgiving) : whole);
  item.append(
    element(isCard ? "h2" : "span", { class: "hit__name" }, link),
    badges(columns, doc),
    element("span", { class: "hit__title" }, hasTitle ? whole : ""),
    authors(columns, hit, words),
    element("time", { datetime: columns.dates[doc] }, month(columns.dates[doc])),
  );
  if (isCard) item.append(tags(columns, doc));
  if (explain) item.append(explained(hit, name));
  return item;
}

/** @param {Columns} columns @param {number} doc */
function badges(columns, doc) {
  const isPreprint = columns.venue[doc] < 0;
  const venue = element("span", { class: `badge${isPreprint ? " badge--preprint" : ""}` }, badgeOf(columns, doc));
  const status = columns.status[doc];
  const others = status ? [element("span", { class: "badge badge--status" }, status)] : [];
  const [award] = columns.awards[doc] ?? []; // there is room for one
  if (award && !status) others.push(element("span", { class: "badge badge--award" }, award));
  return element("span", { class: "hit__badges" }, ...others, venue);
}

/** @param {Columns} columns @param {Hit} hit @param {string[]} words */
function authors(columns, { doc, places, exact }, words) {
  const { names, rest } = authorsOf(columns, doc);
  const why = reason(columns, doc, places, words);
  const node = element("span", { class: "hit__who" }, marked(names, words, !exact), rest);
  if (why) node.append(element("em", {}, ` · ${why}`));
  return node;
}

/** @param {Columns} columns @param {number} doc */
function tags({ tags, tagNames }, doc) {
  const names = tags[doc].map((tag) => tagNames[tag][1]);
  return element("span", { class: "hit__tags" }, ...names.flatMap((name) => [element("span", {}, name), " "]));
}

/** A number with at most three decimals. @param {number} number */
const short = (number) => String(Math.round(number * 1000) / 1000);

/**
 * Why a paper has its rank: its score, its tier, and what each word of the query matches.
 * @param {Hit} hit @param {string} name
 */
function explained({ score, tier = 0, exact, steps = [] }, name) {
  const lines = steps.map(({ word, term, fit, weight, places }) => {
    const where = new Set(PLACES.filter((_, bit) => places & (1 << bit)));
    return `${word} → ${term}: fit ${short(fit)}, weight ${short(weight)}, in ${[...where].join(", ")}`;
  });
  const tierName = TIER_NAMES.find(([least]) => tier >= least)?.[1];
  const facts = [`score ${short(score)}`];
  if (tierName) facts.push(`tier ${short(tier)}: ${tierName}`);
  if (steps.length || tier) facts.push(exact ? "all words match exactly" : "not all words match exactly");
  const list = element("ul", {}, ...lines.map((line) => element("li", {}, line)));
  const attributes = { class: "hit__steps", tabindex: "0", role: "group", "aria-label": `Why ${name} has this rank` };
  return element("div", attributes, facts.join("; "), list);
}
