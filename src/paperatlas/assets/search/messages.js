// @ts-check
// What search says about a result and about a query; the search box and Explore both use it.
import { fold, runs } from "../shared/analyser.js";
import { plural } from "../shared/format.js";
import { AUTHOR, FIRST_AUTHOR, NAME, PLACES, TAG, TEXT, TITLE } from "./index.js";

/** @typedef {import("./columns.js").Columns} Columns */
/** @typedef {import("./values.js").Problem} Problem */

const MOST_AUTHORS = 3;

/** The first authors of a paper, and how many more there are. @param {Columns} columns @param {number} doc */
export function authorsOf({ authors, people, more }, doc) {
  const names = authors[doc].slice(0, MOST_AUTHORS).map((person) => people[person]);
  const rest = authors[doc].length + (more[doc] ?? 0) - names.length;
  return { names: names.join(", "), rest: rest > 0 ? ` and ${rest} more` : "" };
}

/** The text of a paper's badge: its venue. @param {Columns} columns @param {number} doc */
export const badgeOf = ({ label, labels }, doc) => labels[label[doc]];

/** Whether only its summary has the words of the query. @param {number} places */
export const isInSummary = (places) => places === 1 << TEXT;

/**
 * Why a paper is among the results, if its name and title do not show it.
 * @param {Columns} columns @param {number} doc @param {number} places @param {string[]} words @param {string[]} [labs]
 */
export function reason({ authors, people, tags, tagNames }, doc, places, words, labs = []) {
  if (!words.length || places & ((1 << NAME) | (1 << TITLE))) return "";
  const place = PLACES.findIndex((_, bit) => places & (1 << bit));
  /** @param {string} name */
  const fits = (name) => runs(fold(name)).some((word) => words.some((wanted) => word.startsWith(wanted)));
  if (place === FIRST_AUTHOR || place === AUTHOR) {
    const author = authors[doc].map((person) => people[person]).find(fits);
    if (author) return `author: ${author}`;
  }
  if (place === TAG) {
    const tag = tags[doc].map((one) => tagNames[one][1]).find(fits);
    if (tag) return `tag: ${tag}`;
  }
  const lab = place === TEXT ? labs.find(fits) : "";
  if (lab) return `lab: ${lab}`;
  return place < 0 ? "" : `found in: ${PLACES[place]}`;
}

/** @param {Problem} problem */
function problemText({ name, nearest }) {
  const isValue = name.includes(":");
  const what = isValue ? `Unknown value “${name}”.` : `Unknown field “${name}:”.`;
  return nearest ? `${what} Did you mean “${nearest}${isValue ? "" : ":"}”?` : what;
}

/**
 * One line about the results: the problems of the query, and how much it finds.
 * @param {Problem[]} problems @param {number} count of papers @param {boolean} partial @param {number} [others]
 */
export function summary(problems, count, partial, others = 0) {
  const more = others ? plural(others, "other result") : "";
  let found = [count || !others ? plural(count, "paper") : "", more].filter(Boolean).join(", ");
  if (!count && !others) found = "No papers found.";
  else if (partial) {
    const some = `No paper has all these words. Showing ${plural(count, "paper")} with some of them.`;
    found = more ? `${more}. ${some}` : some;
  }
  return [...problems.map(problemText), found].join(" ");
}
