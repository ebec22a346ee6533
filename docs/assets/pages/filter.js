// @ts-check
// Filters the rows of a table: those stay in which all words of a field occur.
import { fold } from "../shared/analyser.js";

/** @param {HTMLInputElement} field */
export function filter(field) {
  const table = /** @type {HTMLTableElement | null} */ (document.getElementById(field.dataset.filter ?? ""));
  const status = field.closest(".filter")?.querySelector("[role=status]");
  if (!table || !status) return;
  const words = fold(field.value).split(/\s+/).filter(Boolean);
  const rows = [...table.tBodies[0].rows];
  for (const row of rows) {
    const text = fold(row.textContent ?? "");
    row.hidden = !words.every((word) => text.includes(word));
  }
  const shown = rows.filter((row) => !row.hidden).length;
  status.textContent = words.length ? `${shown} of ${rows.length}` : "";
}
