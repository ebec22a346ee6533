// @ts-check
// Finds words in the index: the terms that match a word of a query.
import { allowedEdits, edits } from "../shared/analyser.js";

/** @typedef {import("./index.js").Index} Index */
/**
 * A term that matches a word. `fit` is 1 for the word itself, less for a longer term that begins with it, and for a
 * forgiven term, which is a few edits away.
 * @typedef {{ term: number, fit: number, isForgiven: boolean }} Fit
 */

/**
 * The word itself, and the terms that begin with it.
 * @param {Index} index @param {string} word @param {boolean} isLast
 */
export function matchingTerms({ terms }, word, isLast) {
  const found = /** @type {Fit[]} */ ([]);
  let term = lowerBound(terms, word);
  if (terms[term] === word) found.push({ term: term++, fit: 1, isForgiven: false });
  if (!isLast && word.length < 3) return found;
  // The last word may not be finished, so its beginning counts for more.
  const base = isLast ? 0.4 : 0.25;
  for (; terms[term]?.startsWith(word); term++)
    found.push({ term, fit: base + 0.4 * (word.length / terms[term].length), isForgiven: false });
  return found;
}

/** Those of the last words: a query asks for them more than once. @type {WeakMap<string[], Map<string, Fit[]>>} */
const forgiven = new WeakMap();
const MOST_KEPT = 50;

/** Terms a few edits away; a different first letter counts for less. @param {Index} index @param {string} word */
export function forgivenTerms(index, word) {
  const kept = forgiven.get(index.terms) ?? new Map();
  const found = kept.get(word) ?? findForgiven(index, word);
  if (kept.size > MOST_KEPT) kept.clear();
  forgiven.set(index.terms, kept.set(word, found));
  return found;
}

/** @param {Index} index @param {string} word */
function findForgiven({ terms, termShapes }, word) {
  const most = allowedEdits(word);
  const found = /** @type {Fit[]} */ ([]);
  for (const term of most ? similarTexts(termShapes, word, most) : []) {
    const count = edits(word, terms[term], most);
    if (count > most) continue;
    found.push({ term, fit: (0.7 - 0.2 * count) * (terms[term][0] === word[0] ? 1 : 0.8), isForgiven: true });
  }
  return found;
}

/**
 * The texts of a list by length, so that a search for similar ones looks at few.
 * @typedef {object} Shapes
 * @property {Int32Array} numbers of the texts, the short ones first
 * @property {Int32Array} masks the letters of each, in this order
 * @property {Int32Array} starts where the texts of each length begin
 */

/** @param {string[]} texts @returns {Shapes} */
export function shapesOf(texts) {
  const longest = texts.reduce((most, { length }) => Math.max(most, length), 0);
  const starts = new Int32Array(longest + 2);
  for (const { length } of texts) starts[length + 1]++;
  for (let length = 0; length <= longest; length++) starts[length + 1] += starts[length];
  const next = starts.slice();
  const numbers = new Int32Array(texts.length);
  const masks = new Int32Array(texts.length);
  texts.forEach((text, number) => {
    const at = next[text.length]++;
    numbers[at] = number;
    masks[at] = letterMask(text);
  });
  return { numbers, masks, starts };
}

/**
 * Which letters a word has, one bit each: two words with many different letters are many edits apart.
 * @param {string} word
 */
function letterMask(word) {
  let mask = 0;
  for (let i = 0; i < word.length; i++) mask |= 1 << (word.charCodeAt(i) % 31);
  return mask;
}

/**
 * The numbers of the texts that may be at most `most` edits away: with nearly the same length and letters.
 * @param {Shapes} shapes @param {string} text @param {number} most
 */
export function similarTexts({ numbers, masks, starts }, text, most) {
  const mask = letterMask(text);
  const last = starts.length - 1;
  const end = starts[Math.min(last, text.length + most + 1)];
  const found = [];
  for (let i = starts[Math.min(last, Math.max(0, text.length - most))]; i < end; i++)
    // An edit takes away at most one letter, and adds at most one.
    if (countBits(mask & ~masks[i]) <= most && countBits(masks[i] & ~mask) <= most) found.push(numbers[i]);
  return found;
}

/** How many bits are set: all pairs of bits are counted at once, then all groups of four, ... @param {number} mask */
function countBits(mask) {
  mask -= (mask >>> 1) & 0x55555555;
  mask = (mask & 0x33333333) + ((mask >>> 2) & 0x33333333);
  return Math.imul((mask + (mask >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * Two words that were written as one, if the one is not in the index and both are: deltarule.
 * @param {Index} index @param {string} word @param {boolean} isLast @returns {string[]}
 */
export function splitInTwo({ terms, textTier }, word, isLast) {
  if (word.length < 6 || includes(terms, word, true) || includes(textTier?.terms ?? [], word, isLast)) return [word];
  for (let at = 3; at <= word.length - 3; at++) {
    const pair = [word.slice(0, at), word.slice(at)];
    if (pair.every((part) => includes(terms, part, false))) return pair;
  }
  return [word];
}

/**
 * The first position in sorted texts whose text is not less than the one given.
 * @param {string[]} texts @param {string} text
 */
export function lowerBound(texts, text) {
  let low = 0;
  let high = texts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (texts[middle] < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Whether a word is in the list, or, where it may be cut short, the beginning of a word in it.
 * @param {string[]} texts @param {string} word @param {boolean} isPrefix
 */
export function includes(texts, word, isPrefix) {
  const found = texts[lowerBound(texts, word)];
  return found === word || (isPrefix && Boolean(found?.startsWith(word)));
}

/** Other forms of a word: its singular, and the other spelling of tokenize. @param {string} word */
export function otherForms(word) {
  const found = /** @type {string[]} */ ([]);
  if (word.length > 3 && /[^su]s$/.test(word))
    found.push(word.replace(/(?:ies|(?<=s|x|z|ch|sh)es|s)$/, (end) => (end === "ies" ? "y" : "")));
  const other = word.replace(/(?<=.{3}i)([sz])(?=e[drs]?s?$|ing$|ations?$)/, (letter) => (letter === "s" ? "z" : "s"));
  if (other !== word) found.push(other);
  return found;
}

const ROMAN = ["", "i", "ii", "iii", "iv", "v", "vi", "vii"];

/**
 * Other ways to write a name as one word: Mamba II and mamba v2 for mamba2; linear transformers.
 * @param {string} text
 */
export function nameForms(text) {
  const forms = new Set([text]);
  forms.add(text.replace(/(?<=\p{L})v(?=\d+$)/u, ""));
  forms.add(text.replace(/(?<=..)(?:iii|ii|iv|vii|vi)$/, (roman) => String(ROMAN.indexOf(roman))));
  for (const form of otherForms(text)) forms.add(form);
  return forms;
}
