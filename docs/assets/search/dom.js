// @ts-check
// What pages of results are made of: elements, marked words, dates.
import { fold, runs } from "./analyser.js";
import { PLACES } from "./engine.js";
import { edits } from "./query.js";

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Record<string, string>} [attributes] @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const format = new Intl.DateTimeFormat("en", { month: "short", year: "numeric", timeZone: "UTC" });

/** A month in words. @param {string} date as YYYY-MM */
export const month = (date) => format.format(new Date(`${date}-01T00:00Z`));

/** Where a paper was published, as its badge says it. @param {any} columns @param {number} doc */
export const venueOf = (columns, doc) =>
  columns.venue[doc] < 0
    ? "Preprint"
    : `${columns.venues[columns.venue[doc]]} ${columns.venueYear[doc]} ${columns.tracks[columns.track[doc]]}`.trimEnd();

/** A count with its noun. @param {number} count @param {string} noun */
export const plural = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

/**
 * How many letters of a word of a text stand for a word of the query: some at its beginning, all, or none.
 * @param {string} word folded @param {string} wanted @param {boolean} isLast @param {boolean} isForgiving
 */
function covered(word, wanted, isLast, isForgiving) {
  if (word.startsWith(wanted)) return word === wanted || isLast || wanted.length > 2 ? wanted.length : 0;
  const most = !isForgiving || wanted.length < 4 ? 0 : wanted.length < 8 ? 1 : 2;
  return most && word.length > 3 && edits(wanted, word, most) <= most ? word.length : 0;
}

/**
 * A text in which the words of a query are marked, and where it was forgiving also those that resemble them.
 * @param {string} text @param {string[]} words @param {boolean} isForgiving
 */
export function marked(text, words, isForgiving) {
  const made = document.createDocumentFragment();
  if (!words.length) return (made.append(text), made);
  const found = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map((match) => ({
    at: match.index,
    text: match[0],
    word: fold(match[0]),
  }));
  // Two words of the query may stand for one of the text, and one for two: flash attention, mamba2.
  const wanted = [...words, ...words.slice(1).map((word, i) => words[i] + word)];
  let end = 0;
  /** @param {number} from @param {number} to */
  const mark = (from, to) => {
    made.append(text.slice(end, from), element("mark", {}, text.slice(from, to)));
    end = to;
  };
  for (let i = 0; i < found.length; i++) {
    const { at, text: run, word } = found[i],
      next = found[i + 1];
    const most = Math.max(...wanted.map((one) => covered(word, one, one === words[words.length - 1], isForgiving)));
    if (next && wanted.includes(word + next.word)) mark(at, next.at + next.text.length), i++;
    // Where folding changes the length, letters of the one are not those of the other.
    else if (most > 0) mark(at, at + (word.length === run.length ? most : run.length));
  }
  made.append(text.slice(end));
  return made;
}

/**
 * Why a paper is among the results, where its name and title do not say it.
 * @param {any} columns @param {number} doc @param {number} places @param {string[]} words
 */
export function reason(columns, doc, places, words) {
  if (!words.length || places & 3) return "";
  const place = PLACES.findIndex((_, bit) => bit > 1 && places & (1 << bit));
  /** @param {string} name */
  const fits = (name) => runs(fold(name)).some((word) => words.some((other) => word.startsWith(other)));
  if (place === 2 || place === 3) {
    const person = columns.authors[doc].find((/** @type {number} */ one) => fits(columns.people[one]));
    if (person !== undefined) return `author: ${columns.people[person]}`;
  }
  if (place === 5) {
    const tag = columns.tags[doc].map((/** @type {number} */ one) => columns.tagNames[one][1]).find(fits);
    if (tag) return `tag: ${tag}`;
  }
  return place < 0 ? "" : `found in: ${PLACES[place]}`;
}

/** What a reader is told of a field that there is not, or of a value that it cannot have. @param {{ name: string, nearest: string }} problem */
export function noField({ name, nearest }) {
  const [what, mark] = name.includes(":") ? ["", ""] : ["field ", ":"];
  return `There is no ${what}“${name}${mark}”` + (nearest ? `; do you mean “${nearest}${mark}”?` : ".");
}
