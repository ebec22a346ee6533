// @ts-check
// What a person has typed, kept in this browser until it is cleared.

/** @typedef {import("./yaml.js").Values} Values */
/**
 * @typedef {{ values: Values, key: string, edited: string[] }} Draft
 * `edited`: fields that a script filled in, and a person changed
 */

/** @param {string} name of the form: which entry it corrects, or from which link it began @returns {Draft | null} */
export function read(name) {
  try {
    const found = JSON.parse(localStorage.getItem(name) ?? "null");
    const isDraft = typeof found?.values === "object" && typeof found.key === "string" && Array.isArray(found.edited);
    return isDraft ? found : null;
  } catch {
    return null;
  }
}

/** Whether the browser has kept it. @param {string} name @param {Draft} draft */
export function keep(name, draft) {
  try {
    localStorage.setItem(name, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

/** @param {string} name */
export function forget(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // The browser keeps nothing.
  }
}
