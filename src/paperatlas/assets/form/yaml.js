// @ts-check
// An entry as the text of a YAML file. src/paperatlas/sources/entry.py has the same rules, and both must pass
// tests/form/cases.json.

/** @typedef {string | number | boolean | null | undefined} Scalar */
/** @typedef {Scalar | Values | any[]} Value */
/** @typedef {{ [name: string]: Value }} Values */

const WIDTH = 120;
const FOLDED = ["summary"]; // texts of several sentences
const BLOCKS = ["methods"]; // groups of many fields, which take a line each
const IN_QUOTES = ["arxiv", "url", "at", "link"];
// White space, and characters that show nothing: some of them YAML does not allow.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are removed
const UNSEEN = /[\x00-\x20\x7f-\x9f\u2028\u2029\p{Cs}\ufeff\ufffe\uffff]+/gu;
// What other readers of YAML take as a number or as a truth value.
const NUMBERS = [
  /^[-+]?(?:[0-9_]+\.?[0-9_]*|\.[0-9_]+)(?:[eE][-+]?[0-9]+)?$/,
  /^0[xob][0-9a-fA-F_]+$/,
  /^[0-9]+(?::[0-9]{1,2})+(?:\.[0-9]*)?$/,
];
const TRUTH =
  /^(?:y|Y|n|N|[Yy]es|YES|[Nn]o|NO|true|True|TRUE|false|False|FALSE|[Oo]n|ON|[Oo]ff|OFF|[Nn]ull|NULL|\.inf|\.nan)$/;
// A text that needs no quotes. One with a backslash needs none either, but formulas have quotes everywhere.
const PLAIN = /^(?![-?:,[\]{}#&*!|>'"%@`=<~])(?:(?!: | #|:$)[^\\])+$/u;
const NOT_IN_LIST = /[,[\]{}]/;
const WORD = /^[0-9A-Za-z]+$/;

/** A text in one line, without characters that show nothing. @param {string} text */
export const clean = (text) => text.replace(UNSEEN, " ").replace(/^ | $/g, "");

/** @param {Value} value @returns {value is Values} */
const isGroup = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether nothing is written for a value. A truth value is written only if it is true. @param {Value} value */
export function isEmpty(value) {
  if (typeof value === "string") return !clean(value);
  if (Array.isArray(value)) return value.every(isEmpty);
  return isGroup(value)
    ? Object.values(value).every(isEmpty)
    : value === null || value === undefined || value === false;
}

/**
 * The file of an entry: its fields in the usual order, with quotes where YAML or an editor needs them.
 * @param {Values} values @param {string[]} order the names of all fields
 */
export function entryText(values, order) {
  const names = Object.keys(values).sort((a, b) => rank(a, order) - rank(b, order));
  const lines = names.flatMap((name) => fieldLines(name, values[name]));
  return ["# yaml-language-server: $schema=../schema/paper.json", ...lines, ""].join("\n");
}

/** @param {string} name @param {string[]} order */
const rank = (name, order) => (order.includes(name) ? order.indexOf(name) : order.length);

/** The lines of one field; none if it is empty. @param {string} name @param {Value} value */
export function fieldLines(name, value) {
  if (isEmpty(value)) return [];
  if (isGroup(value)) return [`${name}: ${group(value)}`];
  if (Array.isArray(value)) return list(name, value);
  if (FOLDED.includes(name)) return [`${name}: >-`, ...wrapped("  ", clean(String(value)))];
  return [`${name}: ${scalar(name, value)}`];
}

/** @param {string} name @param {Value[]} values */
function list(name, values) {
  const groups = values.filter(isGroup).filter((one) => !isEmpty(one));
  if (!groups.length) return wrapped("", `${name}: ${items(values)}`);
  return [`${name}:`, ...groups.flatMap((one) => (BLOCKS.includes(name) ? block(one) : [`  - ${group(one)}`]))];
}

/** A group with a line for each field. @param {Values} values */
function block(values) {
  const given = Object.entries(values).filter(([, value]) => !isEmpty(value));
  return given.flatMap(([name, value], at) => {
    const start = `  ${at ? "  " : "- "}${name}:`;
    if (Array.isArray(value) && value.some(isGroup))
      return [start, ...value.filter((one) => !isEmpty(one)).map((one) => `      - ${inside("", one)}`)];
    return [`${start} ${inside(name, value)}`];
  });
}

/** The text in lines of at most `WIDTH` characters. @param {string} start @param {string} text */
function wrapped(start, text) {
  const [first, ...words] = text.split(" ");
  const lines = [start + first];
  for (const word of words) {
    const longer = `${lines[lines.length - 1]} ${word}`;
    if ([...longer].length > WIDTH) lines.push(`  ${word}`);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

/** @param {Values} values @returns {string} */
function group(values) {
  const given = Object.entries(values).filter(([, value]) => !isEmpty(value));
  const parts = given.map(([name, value]) => `${scalar("", name, true)}: ${inside(name, value)}`);
  return `{${parts.join(", ")}}`;
}

/** @param {Value[]} values */
function items(values) {
  const parts = values.filter((one) => !isEmpty(one)).map((one) => scalar("", one, true));
  return `[${parts.join(", ")}]`;
}

/** @param {string} name @param {Value} value @returns {string} */
function inside(name, value) {
  if (isGroup(value)) return group(value);
  return Array.isArray(value) ? items(value) : scalar(name, value, true);
}

/**
 * A value with quotes if it needs them.
 * @param {string} name @param {Value} value @param {boolean} [isInside] whether it is between brackets or braces
 */
function scalar(name, value, isInside = false) {
  if (typeof value !== "string") return String(value);
  const text = clean(value);
  if (["year", "official"].includes(name) && WORD.test(text)) return text;
  if (!PLAIN.test(text) || (isInside && NOT_IN_LIST.test(text))) return quoted(text);
  const isOther = TRUTH.test(text) || NUMBERS.some((pattern) => pattern.test(text));
  if (!isOther && !IN_QUOTES.includes(name) && !text.startsWith("http")) return text;
  return text.includes('"') ? quoted(text) : `"${text}"`;
}

/** @param {string} text */
function quoted(text) {
  if (text.includes("'") && !/["\\]/.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", "''")}'`;
}
