// @ts-check
// Filters the rows of a table: those stay in which all words of a field occur.
import { fold } from "../shared/analyser.js";

/** The words of a text, folded. @param {string} text */
export const wordsOf = (text) => fold(text).split(/\s+/).filter(Boolean);

/** Whether a row has all of the words. @param {HTMLTableRowElement} row @param {string[]} words */
export function hasWords(row, words) {
  const text = fold(row.textContent ?? "");
  return words.every((word) => text.includes(word));
}

/** @param {HTMLInputElement} field */
export function filter(field) {
  const table = /** @type {HTMLTableElement | null} */ (document.getElementById(field.dataset.filter ?? ""));
  const status = field.closest(".filter")?.querySelector("[role=status]");
  if (!table || !status) return;
  const words = wordsOf(field.value);
  const rows = [...table.tBodies[0].rows];
  for (const row of rows) row.hidden = !hasWords(row, words);
  const shown = rows.filter((row) => !row.hidden).length;
  status.textContent = words.length ? `${shown} of ${rows.length}` : "";
}
