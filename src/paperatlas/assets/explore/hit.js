// @ts-check
// One paper in the list of Explore: the card or the table row that the site's templates have made, with the words of
// the query marked. Until that is loaded, its name and title.
import { element, marked } from "../shared/dom.js";
import { plural } from "../shared/format.js";
import { showPicks } from "../shared/picks.js";
import { pageUrl } from "../search/columns.js";
import { TIERS } from "../search/match.js";
import { reason } from "../search/messages.js";
import { markedTitle } from "../search/options.js";
import { PLACES } from "../search/index.js";
import { sentenceWith } from "../search/summaries.js";

/** @typedef {import("../search/columns.js").Columns} Columns */
/** @typedef {import("../search/engine.js").Hit} Hit */
/**
 * @typedef {object} Shown how the list shows its papers
 * @property {string[]} words of the query
 * @property {"cards" | "rows"} kind
 * @property {boolean} explain
 * @property {number[]} cells the numbers of the table's columns
 * @property {number[]} influence by paper: how many build on it, where the list is in this order; otherwise empty
 * @property {Record<number, string>} distances by paper: how it is related to that of `from:` or `to:`
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
/** The link of a paper. @type {"a"} */
export const NAME = /** @type {any} */ (":is(.card__name, .hit__name) a");
const MARKED = ".card__name, .card__title, .card__who, .card__summary, .hit__name, td:not(:has(math))";

/**
 * A paper of which only the name is known yet. `fill` completes it.
 * @param {Columns} columns @param {Hit} hit @param {URL} root @param {Shown} shown
 */
export function outline(columns, hit, root, shown) {
  const { doc, key } = hit;
  const { kind, cells } = shown;
  const notes = notesOf(columns, hit, shown);
  const short = columns.names[doc];
  const whole = markedTitle(columns, doc, [], false);
  const link = element("a", { href: new URL(pageUrl(columns, "paper", key), root).href }, short || whole);
  const title = short && short !== columns.titles[doc] ? [whole] : [];
  if (kind === "cards") {
    const card = element("article", { class: "card card--outline" }, element("h2", { class: "card__name" }, link));
    card.append(element("p", { class: "card__title" }, ...title), ...notes);
    return element("li", { class: "hit" }, card);
  }
  const name = element("div", { class: "hit__name" }, element("span", { class: "glyph" }), element("span", {}, link));
  const row = element("tr", { class: "hit" }, element("th", { scope: "row" }, name, ...notes));
  row.append(...cells.slice(1).map(() => element("td")));
  return row;
}

/**
 * @param {HTMLElement} node the outline @param {string} html of the template @param {Columns} columns
 * @param {Hit} hit @param {Shown} shown
 */
export function fill(node, html, columns, hit, shown) {
  const template = element("template");
  template.innerHTML = html; // made by the build, with all text escaped
  const made = /** @type {HTMLElement} */ (template.content.firstElementChild);
  const hadFocus = node.contains(document.activeElement);
  if (shown.words.length) for (const part of made.querySelectorAll(MARKED)) markIn(part, shown.words, !hit.exact);
  const notes = notesOf(columns, hit, shown);
  if (shown.kind === "cards") {
    made.querySelector(".card__summary")?.after(...notes);
    node.replaceChildren(made);
  } else {
    const cells = [...made.children];
    node.className = made.className;
    node.replaceChildren(...shown.cells.map((number) => cells[number]));
    cells[0].append(...notes);
  }
  showPicks(node);
  if (hadFocus) node.querySelector(NAME)?.focus({ preventScroll: true });
}

/**
 * Shows the sentence of a summary that has most of the words, below the line of the card.
 * @param {HTMLElement} node the card @param {string} summary @param {string[]} words @param {boolean} isForgiving
 */
export function addSentence(node, summary, words, isForgiving) {
  const sentence = sentenceWith(summary, (text) => marked(text, words, isForgiving).querySelectorAll("mark").length);
  if (!sentence) return;
  node
    .querySelector(".card__summary")
    ?.after(element("p", { class: "hit__sentence" }, marked(sentence, words, isForgiving)));
}

/**
 * Marks the words of a query in the texts of an element.
 * @param {Element} part @param {string[]} words @param {boolean} isForgiving
 */
function markIn(part, words, isForgiving) {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  const texts = /** @type {Text[]} */ ([]);
  while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
  for (const text of texts)
    if (!text.parentElement?.closest("math, svg")) text.replaceWith(marked(text.data, words, isForgiving));
}

/**
 * Why the paper is here, where its card does not show it.
 * @param {Columns} columns @param {Hit} hit @param {Shown} shown
 */
function notesOf(columns, hit, { words, explain, influence, distances }) {
  const { doc, places } = hit;
  const notes = [];
  const why = reason(columns, doc, places, words);
  if (why) notes.push(element("p", { class: "hit__why" }, why));
  if (distances[doc]) notes.push(element("p", { class: "hit__why" }, distances[doc]));
  const later = influence[doc];
  const verb = later === 1 ? "builds" : "build";
  if (later) notes.push(element("p", { class: "hit__why" }, `${plural(later, "paper")} ${verb} on it`));
  if (explain) notes.push(explained(hit, columns.names[doc] || columns.titles[doc]));
  return notes;
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
