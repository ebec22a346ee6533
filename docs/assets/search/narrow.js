// @ts-check
// What a query allows by its fields, its phrases, and the words that it leaves out.
import { fold, runs } from "../shared/analyser.js";
import { isAnyIn, member, publishedYears } from "./facets.js";
import { FIRST_AUTHOR, PLACES_OF_FIELD } from "./index.js";
import { lowerBound, matchingTerms } from "./terms.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {(doc: number) => boolean} Test */

/**
 * Which papers a query allows, and what its fields add to their rank.
 * @param {Index} index @param {import("./query.js").Query} query
 */
export function narrowed(index, query) {
  const tests = /** @type {Test[]} */ ([]);
  const firstAuthors = /** @type {Test[]} */ ([]);
  // Beside a venue, the year is that of the meeting, as on the badge.
  const hasVenue = query.fields.some(([name, value]) => name === "venue" && !isPreprint(index, value));
  for (const [given, value, isLeftOut] of query.fields) {
    const name = given === "year" && hasVenue ? "published" : given;
    const test = fieldTest(index, name, value, firstAuthors);
    tests.push(isLeftOut ? (doc) => !test(doc) : test);
  }
  for (const words of query.without) {
    const has = words.length > 1 ? phraseTest(index, words) : wordTest(index, words[0]);
    tests.push((doc) => !has(doc));
  }
  for (const phrase of query.phrases) tests.push(phraseTest(index, phrase));
  return {
    isAllowed: (/** @type {number} */ doc) => tests.every((test) => test(doc)),
    bonus: (/** @type {number} */ doc) => firstAuthors.filter((isFirst) => isFirst(doc)).length,
  };
}

/** @param {Index} index @param {string} venue */
const isPreprint = ({ columns }, venue) => fold(venue) === columns.preprint[0];

/**
 * @param {Index} index @param {string} name @param {string} value
 * @param {Test[]} firstAuthors gets a test for each word of a name, whether it is in that of the first author
 * @returns {Test}
 */
function fieldTest(index, name, value, firstAuthors) {
  const { columns } = index;
  if (name === "year") return (doc) => isAnyIn([columns.years[doc]], value);
  if (name === "published") return (doc) => isAnyIn(publishedYears(columns, [], doc), value);
  const wanted = PLACES_OF_FIELD.get(name);
  if (!wanted || (name === "venue" && isPreprint(index, value))) {
    const has = member(columns, name);
    return (doc) => has(doc, value.toLowerCase());
  }
  const found = runs(fold(value)).map((word) => placesByRow(index, word, wanted));
  if (name === "author")
    for (const places of found) firstAuthors.push((doc) => Boolean((places.get(doc) ?? 0) & (1 << FIRST_AUTHOR)));
  return (doc) => found.every((places) => places.has(doc));
}

/**
 * The rows with a term that begins with the word in a wanted place.
 * @param {Index} index @param {string} word @param {number} wanted
 */
function placesByRow(index, word, wanted) {
  const { starts, rows, places } = index;
  const found = /** @type {Map<number, number>} */ (new Map());
  for (const { term } of matchingTerms(index, word, true))
    for (let i = starts[term]; i < starts[term + 1]; i++)
      if (places[i] & wanted) found.set(rows[i], (found.get(rows[i]) ?? 0) | places[i]);
  return found;
}

/** @param {Index} index @param {string} word @returns {Test} */
function wordTest(index, word) {
  const { terms, starts, rows, textTier } = index;
  if (textTier) {
    const found = textTier.rowsWith(index, word);
    return (doc) => found.has(doc);
  }
  const term = lowerBound(terms, word);
  const found = new Set(terms[term] === word ? rows.subarray(starts[term], starts[term + 1]) : []);
  return (doc) => found.has(doc);
}

/**
 * Whether a name, title, author, tag or the summary has the words side by side. While its summary is not loaded, a
 * paper that has all of them may be right.
 * @param {Index} index @param {string[]} phrase @returns {Test}
 */
function phraseTest({ columns, textTier, ...index }, phrase) {
  const { names, titles, also, authors, people, tags, tagNames } = columns;
  const wanted = ` ${phrase.join(" ")} `;
  /** @param {string} text */
  const has = (text) => ` ${runs(fold(text)).join(" ")} `.includes(wanted);
  const tagged = new Set(tagNames.flatMap(([, name], tag) => (has(name) ? [tag] : [])));
  const withAll = textTier?.rowsWithAll({ columns, textTier, ...index }, phrase);
  /** @param {number} doc */
  const isInSummary = (doc) => {
    const text = textTier?.summaries.texts[doc];
    return Boolean(withAll?.has(doc)) && (text === undefined || has(text));
  };
  return (doc) =>
    has(names[doc]) ||
    has(titles[doc]) ||
    has(also[doc]) ||
    tags[doc].some((tag) => tagged.has(tag)) ||
    authors[doc].some((person) => has(people[person])) ||
    isInSummary(doc);
}
