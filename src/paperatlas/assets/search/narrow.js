// @ts-check
// What a query allows by its fields, its phrases, and the words that it leaves out.
import { fold, runs } from "../shared/analyser.js";
import { peopleFolded } from "./people.js";
import { isAnyIn, member, publishedYears } from "./facets.js";
import { PLACES_OF_FIELD } from "./index.js";
import { isRelation, reached } from "./relations.js";
import { lowerBound, matchingTerms } from "./terms.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {(doc: number) => boolean} Test */

/**
 * Which papers a query allows, and what its fields add to their rank; null where they do not matter.
 * @param {Index} index @param {import("./query.js").Query} query
 */
export function narrowed(index, query) {
  const tests = /** @type {Test[]} */ ([]);
  const firstAuthors = /** @type {Test[]} */ ([]);
  const related = /** @type {import("./relations.js").Reached[]} */ ([]);
  // Beside a venue, the year is that of the meeting, as on the badge.
  const hasVenue = query.fields.some(([name, value]) => name === "venue" && !isPreprint(index, value));
  for (const [given, value, isLeftOut] of query.fields) {
    const name = given === "year" && hasVenue ? "published" : given;
    const found = isRelation(name) ? reached(index, name, value) : null;
    if (found && !isLeftOut) related.push(found);
    const test = isRelation(name) ? stepsTest(found) : fieldTest(index, name, value, firstAuthors);
    tests.push(isLeftOut ? (doc) => !test(doc) : test);
  }
  for (const words of query.without) {
    const has = words.length > 1 ? phraseTest(index, words, false) : wordTest(index, words[0]);
    tests.push((doc) => !has(doc));
  }
  for (const phrase of query.phrases) tests.push(phraseTest(index, phrase, true));
  return {
    isAllowed: tests.length ? (/** @type {number} */ doc) => tests.every((test) => test(doc)) : null,
    // Papers that are fewer steps away come first.
    bonus:
      firstAuthors.length || related.length
        ? (/** @type {number} */ doc) =>
            firstAuthors.filter((isFirst) => isFirst(doc)).length - (related[0]?.steps.get(doc) ?? 0)
        : null,
    related: related[0] ?? null,
  };
}

/** @param {Index} index @param {string} venue */
const isPreprint = ({ columns }, venue) => fold(venue) === columns.preprint[0];

/**
 * @param {Index} index @param {string} name @param {string} value
 * @param {Test[]} firstAuthors gets a test whether the first author is meant
 * @returns {Test}
 */
function fieldTest(index, name, value, firstAuthors) {
  const { columns } = index;
  if (name === "year") return (doc) => isAnyIn([columns.years[doc]], value);
  if (name === "published") return (doc) => isAnyIn(publishedYears(columns, [], doc), value);
  if (name === "author") return authorTest(columns, value, firstAuthors);
  if (name === "lab") return labTest(index, value);
  const wanted = PLACES_OF_FIELD.get(name);
  if (!wanted || (name === "venue" && isPreprint(index, value))) {
    const has = member(columns, name);
    return (doc) => has(doc, value.toLowerCase());
  }
  const found = runs(fold(value)).map((word) => rowsWithPlace(index, word, wanted));
  return (doc) => found.every((rows) => rows.has(doc));
}

/** @param {import("./relations.js").Reached | null} found null until the relations are there @returns {Test} */
const stepsTest = (found) => (doc) => !found || found.steps.has(doc);

/**
 * Whether one author has all words of a name: several as whole words, or where nobody has, as beginnings.
 * @param {import("./columns.js").Columns} columns @param {string} value @param {Test[]} firstAuthors @returns {Test}
 */
function authorTest(columns, value, firstAuthors) {
  const { authors, people, spelled } = columns;
  const wanted = runs(fold(value));
  /** @param {(word: string, other: string) => boolean} fits */
  const nameTest = (fits) => (/** @type {string} */ name) => {
    const words = runs(fold(name));
    return wanted.every((word) => words.some((other) => fits(word, other)));
  };
  const whole = nameTest((word, other) => word === other);
  const start = nameTest((word, other) => other.startsWith(word));
  const near = peopleFolded(columns).flatMap((name, person) =>
    wanted.every((word) => name.includes(word)) && start(name) ? [person] : [],
  );
  const exact = wanted.length > 1 ? near.filter((person) => whole(people[person])) : [];
  const isMeant = exact.length ? whole : start;
  const meant = new Set(exact.length ? exact : near);
  firstAuthors.push((doc) => meant.has(authors[doc][0]));
  return (doc) =>
    authors[doc].some((person) => meant.has(person)) ||
    (spelled[doc] !== "" && spelled[doc].split(" | ").some(isMeant));
}

/** @param {Index} index @param {string} value @returns {Test} */
function labTest({ textTier }, value) {
  if (!textTier) return () => true; // until the file with the labs is there
  const { names, rows } = textTier.labs;
  const wanted = runs(fold(value));
  const isMeant = names.map((name) => wanted.every((word) => runs(fold(name)).some((one) => one.startsWith(word))));
  return (doc) => rows[doc].some((lab) => isMeant[lab]);
}

/**
 * The rows with a term that begins with the word in a wanted place.
 * @param {Index} index @param {string} word @param {number} wanted
 */
function rowsWithPlace(index, word, wanted) {
  const { starts, rows, places } = index;
  const found = /** @type {Set<number>} */ (new Set());
  for (const { term } of matchingTerms(index, word, true))
    for (let i = starts[term]; i < starts[term + 1]; i++) if (places[i] & wanted) found.add(rows[i]);
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
 * Whether a name, title, author, tag or the summary has the words side by side.
 * @param {Index} index @param {string[]} phrase
 * @param {boolean} mayHave whether a paper with all of the words counts while its summary is not loaded
 * @returns {Test}
 */
function phraseTest(index, phrase, mayHave) {
  const { columns, textTier } = index;
  const { names, titles, also, authors, people, tags, tagNames } = columns;
  const wanted = ` ${phrase.join(" ")} `;
  /** @param {string} text */
  const has = (text) => ` ${runs(fold(text)).join(" ")} `.includes(wanted);
  const tagged = new Set(tagNames.flatMap(([, name], tag) => (has(name) ? [tag] : [])));
  const withAll = textTier?.rowsWithAll(index, phrase);
  /** @param {number} doc */
  const isInSummary = (doc) => {
    const text = textTier?.summaries.texts[doc];
    return text === undefined ? mayHave && Boolean(withAll) : has(text);
  };
  return (doc) =>
    (!withAll || withAll.has(doc)) &&
    (has(names[doc]) ||
      has(titles[doc]) ||
      has(also[doc]) ||
      tags[doc].some((tag) => tagged.has(tag)) ||
      authors[doc].some((person) => has(people[person])) ||
      isInSummary(doc));
}
