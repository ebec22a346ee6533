// @ts-check
// Builds elements, and marks the words of a query in a text.
import { allowedEdits, edits, fold } from "./analyser.js";

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Record<string, string>} [attributes] @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/**
 * How many letters of a word in the text match a word of the query: its beginning, all of it, or none.
 * @param {string} word folded @param {string} wanted @param {boolean} isLast @param {boolean} isForgiving
 */
function matchedLength(word, wanted, isLast, isForgiving) {
  if (word.startsWith(wanted)) return word === wanted || isLast || wanted.length > 2 ? wanted.length : 0;
  const most = isForgiving ? allowedEdits(wanted) : 0;
  return most && word.length > 3 && edits(wanted, word, most) <= most ? word.length : 0;
}

/**
 * The text with the words of a query marked. A forgiving mark includes words that are nearly those of the query.
 * @param {string} text @param {string[]} words @param {boolean} isForgiving
 */
export function marked(text, words, isForgiving) {
  const fragment = document.createDocumentFragment();
  const found = words.length ? [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)] : [];
  const runs = found.map((match) => ({ start: match.index, length: match[0].length, word: fold(match[0]) }));
  // Two words of the query may be one word of the text, and the other way round: flash attention, mamba2.
  const wanted = [...words, ...words.slice(1).map((word, i) => words[i] + word)];
  const last = words[words.length - 1];
  let end = 0;
  for (let i = 0; i < runs.length; i++) {
    const { start, length, word } = runs[i];
    const next = runs[i + 1];
    let markEnd = start;
    if (next && wanted.includes(word + next.word)) {
      markEnd = next.start + next.length;
      i++;
    } else {
      const most = Math.max(...wanted.map((one) => matchedLength(word, one, one === last, isForgiving)));
      // Where folding changes the length, positions in the folded word are not those in the text.
      if (most) markEnd = start + (word.length === length ? most : length);
    }
    if (markEnd === start) continue;
    fragment.append(text.slice(end, start), element("mark", {}, text.slice(start, markEnd)));
    end = markEnd;
  }
  fragment.append(text.slice(end));
  return fragment;
}
