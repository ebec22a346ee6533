// @ts-check
// What a field makes of a text that a person typed or pasted into it.
import { fromLink, rightValue, slug } from "./meant.js";
import { namesIn, withLetters } from "./names.js";
import { fits } from "./schema.js";

/** @typedef {import("./schema.js").Data} Data */
/** @typedef {import("./schema.js").Schema} Schema */
/**
 * @typedef {object} Corrected
 * @property {string[]} texts what the field or, in a list, its items are now
 * @property {Record<string, string>} [fields] what other fields are now
 * @property {string} note what was changed
 */

/**
 * What a text becomes in a field; null if it stays.
 * @param {string} path of the field, without numbers: `builds_on.paper`
 * @param {string} text @param {Schema} schema @param {Data} data @returns {Corrected | null}
 */
export function corrected(path, text, schema, data) {
  const name = path.split(".").pop() ?? "";
  const linked = path.includes(".") ? {} : fromLink(text);
  const [field] = Object.keys(linked);
  const takesLinks = data.ids.includes(name) || ["url", "pdf", "title"].includes(name);
  if (field && takesLinks && field !== name && !(name === "pdf" && /\.pdf$/.test(text)))
    return { texts: [], fields: linked, note: `This link went into ${data.labels[field] ?? field}.` };
  if (field === name && linked[name] !== text && fits(schema, linked[name])) {
    const { [name]: value, ...more } = linked;
    return { texts: [value], fields: more, note: changed(text, value) };
  }
  const known = data.known[path];
  if (known === "authors") return listOf(namesIn(text), text, "Each name has a line, with the given name first.");
  if (known === "tags" || known === "fields") return wordsOf(text, Object.keys(data.words[known]));
  if (name === "title" && /[{}]|\\[^a-z]/.test(text) && !text.includes("$")) {
    const value = withLetters(text);
    return value === text ? null : { texts: [value], note: "Braces and accents of LaTeX became plain text." };
  }
  if (schema["x-formula"] && /^\s*\$+[^$]*\$+\s*$/.test(text))
    return { texts: [text.replace(/^\s*\$+\s*|\s*\$+\s*$/g, "")], note: "A formula needs no dollar signs around it." };
  if (name === "pages" && !fits(schema, text)) {
    const tidy = text.replace(/\s*[-–—−]+\s*/g, "-").replace(/^\s*(pp?|pages?)\b[.:]?\s*/i, "");
    return tidy !== text && fits(schema, tidy.trim()) ? { texts: [tidy.trim()], note: changed(text, tidy) } : null;
  }
  const right = schema["x-rule"] && !fits(schema, text) ? rightValue(schema["x-rule"], text) : "";
  return right && fits(schema, right) ? { texts: [right], note: changed(text, right) } : null;
}

/** @param {string} text @param {string} value */
const changed = (text, value) => `Changed from “${text}” to “${value}”.`;

/** @param {string[]} texts @param {string} text @param {string} note */
const listOf = (texts, text, note) => (texts.length && texts.join("\n") !== text ? { texts, note } : null);

/** The words of a list, if they are known under other spellings. @param {string} text @param {string[]} known */
function wordsOf(text, known) {
  const parts = text.split(/\s*[,;]\s*|\s+and\s+/).filter(Boolean);
  const texts = parts.map((part) => (known.includes(part) ? part : known.includes(slug(part)) ? slug(part) : part));
  return listOf(texts, text, "Each word has a line.");
}
