// @ts-check
// How many entries are new since the reader's last visit. Only the device knows of it.

const KEY = "atlas.visit";
/** @typedef {{ total: number, day: string }} Visit how many entries there were on a day */

/** @param {Storage} storage @returns {Visit | null} */
function visit(storage) {
  const text = storage.getItem(KEY);
  try {
    const kept = JSON.parse(text ?? "null");
    return Number.isInteger(kept?.total) && Date.parse(kept.day) ? kept : null;
  } catch {
    return null; // something else has been kept
  }
}

/** The visit before this one, which lasts until the tab is closed. @param {number} total @returns {Visit | null} */
function before(total) {
  try {
    const last = visit(sessionStorage) ?? visit(localStorage);
    if (last) sessionStorage.setItem(KEY, JSON.stringify(last));
    localStorage.setItem(KEY, JSON.stringify({ total, day: new Date().toISOString().slice(0, 10) }));
    return last;
  } catch {
    return null; // the browser keeps nothing
  }
}

/** @param {HTMLElement} line */
export function start(line) {
  const total = Number(line.dataset.total);
  const last = before(total);
  const count = last ? total - last.total : 0;
  if (!last || count <= 0) return;
  const format = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const day = format.format(new Date(last.day));
  const entries = count === 1 ? "1 entry is" : `${count.toLocaleString("en")} entries are`;
  line.textContent = `${entries} new since your last visit on ${day}.`;
  line.hidden = false;
}
