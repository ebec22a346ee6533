// @ts-check
// The most common mistakes in an entry, in the words of the check that each pull request gets. tests/form/cases.json
// holds both together.
import { edits, fold } from "../shared/analyser.js";
import { nearest } from "../shared/nearest.js";
import { dates, venues } from "./dates.js";
import { fieldPath, fits, isGroup, resolved } from "./schema.js";
import { isEmpty } from "./yaml.js";

/** @typedef {import("./schema.js").Data} Data */
/** @typedef {import("./schema.js").Schema} Schema */
/** @typedef {import("./yaml.js").Value} Value */
/** @typedef {import("./yaml.js").Values} Values */
/** @typedef {(string | number)[]} Path */
/**
 * @typedef {object} Problem
 * @property {Path} path
 * @property {string} text
 * @property {string} [hint] what to do
 * @property {string} [paper] the key of the paper that is there already
 */
/**
 * @typedef {object} Given
 * @property {Values} values
 * @property {Data} data
 * @property {string} own the key of the entry that is corrected, or ""
 * @property {string} today
 */

const NOUNS = { tags: "tag", venues: "venue", papers: "paper", fields: "field" };
const MOST_EDITS = 2;
const LEAST_LETTERS = 12; // in a shorter title two edits often make a different one

/** All problems, those of a field's form first. @param {Given} given @returns {Problem[]} */
export function problems(given) {
  const { values, data } = given;
  const found = formProblems(values, resolved(data.schema, data.schema), [], given);
  const rules = [taken, titles, dates, families, tags, texts, sources, relations, keys, venues];
  const more = rules.flatMap((rule) => [...rule(given)]);
  const wrong = new Set(found.map(({ path }) => path.join(".")));
  return [...found, ...more.filter(({ path }) => !wrong.has(path.join(".")))];
}

/** @param {Value} value @param {Schema} schema @param {Path} path @param {Given} given @returns {Problem[]} */
function formProblems(value, schema, path, given) {
  const { data } = given;
  const inner = (/** @type {Value} */ one, /** @type {Schema} */ of, /** @type {string | number} */ step) =>
    formProblems(one, resolved(of, data.schema), [...path, step], given);
  if (isGroup(schema)) {
    const values = /** @type {Values} */ (value ?? {});
    const missing = (schema.required ?? []).filter((name) => isEmpty(values[name]));
    const inside = Object.entries(schema.properties ?? {}).flatMap(([name, of]) =>
      isEmpty(values[name]) ? [] : inner(values[name], of, name),
    );
    return [...missing.map((name) => missingField(name, schema, path, data)), ...inside];
  }
  if (Array.isArray(value)) return value.flatMap((one, at) => (isEmpty(one) ? [] : inner(one, schema.items ?? {}, at)));
  if (typeof value === "object") return [];
  return textProblems(String(value ?? ""), schema, path, data);
}

/** @param {string} name @param {Schema} schema @param {Path} path @param {Data} data */
function missingField(name, schema, path, data) {
  const field = resolved(schema.properties?.[name] ?? {}, data.schema);
  return { path: [...path, name], text: `'${name}' is missing`, hint: field.description };
}

/** @param {string} text @param {Schema} schema @param {Path} path @param {Data} data @returns {Problem[]} */
function textProblems(text, schema, path, data) {
  const name = String(path.filter((step) => typeof step === "string").pop());
  if (!fits(schema, text)) return [{ path, text: `'${text}' is ${schema.patternErrorMessage}` }];
  if (schema.enum && !schema.enum.includes(text)) {
    const noun = fieldPath(path) === "builds_on.kind" ? "relation" : name;
    return [{ path, text: `unknown ${noun} '${text}'`, hint: didYouMean(text, schema.enum) }];
  }
  if (schema.type === "integer" && !/^\d+$/.test(text)) {
    const isYear = name === "year";
    return [{ path, text: isYear ? `'${text}' is not a year; write YYYY` : `'${name}' must be a whole number` }];
  }
  if (schema.maxLength && [...text].length > schema.maxLength)
    return [{ path, text: `this text has ${[...text].length} characters; the limit is ${schema.maxLength}` }];
  const list = data.known[fieldPath(path)];
  const noun = /** @type {Record<string, string>} */ (NOUNS)[list];
  if (noun && !(text in data.words[list]))
    return [{ path, text: `unknown ${noun} '${text}'`, hint: didYouMean(text, Object.keys(data.words[list])) }];
  return [];
}

/** @param {string} text @param {string[]} known */
function didYouMean(text, known) {
  const near = nearest(text, known);
  return near ? `did you mean '${near}'?` : "";
}

/** @param {Value} value */
export const textOf = (value) => (typeof value === "string" ? value.trim() : "");

/** The items of a list of groups. @param {Value} value @returns {Values[]} */
export const groupsOf = (value) => /** @type {Values[]} */ (Array.isArray(value) ? value : []);

/** The other papers, by key. @param {Given} given */
const others = ({ data, own }) => Object.entries(data.papers).filter(([key]) => key !== own);

/** Ids and keys of methods that another paper has. @param {Given} given @returns {Generator<Problem>} */
function* taken(given) {
  const { values, data } = given;
  for (const name of data.ids) {
    const text = textOf(values[name]);
    const paper = text && others(given).find(([, one]) => (one[name] ?? "").toLowerCase() === text.toLowerCase())?.[0];
    if (paper) yield { path: [name], text: `the ${name} '${text}' is already used in papers/${paper}.yml`, paper };
  }
  for (const [at, method] of groupsOf(values.methods).entries()) {
    const key = textOf(method.key);
    const paper = key && others(given).find(([, one]) => one.methods?.includes(key))?.[0];
    const text = `the method key '${key}' is already used in papers/${paper}.yml`;
    if (paper) yield { path: ["methods", at, "key"], text, hint: "choose another" };
  }
}

/** A title without case, accents and punctuation. @param {string} text */
const comparable = (text) => (fold(text).match(/[\p{L}\p{N}_]+/gu) ?? []).join(" ");

/** @param {Given} given @returns {Generator<Problem>} */
function* titles(given) {
  const { values, data } = given;
  const title = comparable(textOf(values.title));
  if (!title) return;
  for (const [paper] of others(given)) {
    const other = comparable(data.words.papers[paper] ?? "");
    const file = `papers/${paper}.yml`;
    if (other === title)
      yield { path: ["title"], text: `the title '${values.title}' is already used in ${file}`, paper };
    else if (Math.min(title.length, other.length) >= LEAST_LETTERS && edits(title, other, MOST_EDITS) <= MOST_EDITS)
      yield { path: ["title"], text: `the title differs by at most 2 letters from the one in ${file}`, paper };
  }
}

/** @param {Given} given @returns {Generator<Problem>} */
function* families({ values, data }) {
  const category = textOf(values.category);
  const known = data.families[category];
  const family = textOf(values.family);
  if (known && !family)
    yield { path: ["family"], text: `'family' is missing: the category '${category}' has families` };
  else if (family && category && !(family in (known ?? {})))
    yield { path: ["family"], text: `unknown family '${family}'`, hint: didYouMean(family, Object.keys(known ?? {})) };
}

/** @param {Given} given @returns {Generator<Problem>} */
function* tags({ values, data }) {
  const given = Array.isArray(values.tags) ? values.tags.map(textOf).filter(Boolean) : [];
  const least = data.style.least_tags ?? 0;
  if (given.length && given.length < least) {
    const count = `${given.length} tag${given.length > 1 ? "s" : ""}`;
    yield { path: ["tags"], text: `the paper has ${count}; expected are ${least} or more` };
  }
  const twice = given.find((tag, at) => given.indexOf(tag) !== at);
  if (twice) yield { path: ["tags"], text: `the tag '${twice}' is there twice` };
}

/** A space around each of the words. @param {string} text */
const spaced = (text) => ` ${(text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []).join(" ")} `;

/**
 * A pattern for any of some words, where a space may also be a hyphen; null if there are none.
 * @param {string[]} words
 */
function anyOf(words) {
  const parts = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "[\\s-]+"));
  return parts.length ? new RegExp(`(?<![\\p{L}\\p{N}_])(?:${parts.join("|")})(?![\\p{L}\\p{N}_])`, "giu") : null;
}

/** @param {Given} given @returns {Generator<Problem>} */
function* texts({ values, data }) {
  const { summary_words: limits, avoid = {}, needs_tldr: needsTldr } = data.style;
  const [summary, tldr] = [textOf(values.summary), textOf(values.tldr)];
  const count = summary ? summary.split(/\s+/).length : 0;
  if (limits && summary.length >= 20 && (count < limits.least || count > limits.most)) {
    const text = `the summary has ${count} words; expected are ${limits.least} to ${limits.most}`;
    yield { path: ["summary"], text, hint: "say what the problem, the idea and the result are" };
  }
  const pattern = anyOf(Object.keys(avoid));
  for (const [name, written] of pattern
    ? [
        ["summary", summary],
        ["tldr", tldr],
      ]
    : [])
    for (const word of new Set((written.match(/** @type {RegExp} */ (pattern)) ?? []).map((one) => one.toLowerCase())))
      yield { path: [name], text: `avoid '${word}' in the ${name}`, hint: avoid[word.replace(/[\s-]+/g, " ")] };
  if (needsTldr && !tldr)
    yield { path: ["tldr"], text: "'tldr' is missing", hint: "say what the paper does, in one line" };
  const repeated = tldr && ["title", "summary"].find((name) => spaced(textOf(values[name])).includes(spaced(tldr)));
  if (repeated)
    yield { path: ["tldr"], text: `the tldr repeats the ${repeated}`, hint: "say in other words what the paper does" };
  const asked = Array.isArray(values.asked) ? values.asked.filter((one) => !isEmpty(one)).length : 0;
  if (asked && (asked < 3 || asked > 6))
    yield { path: ["asked"], text: `'asked' has ${asked} phrases; expected are 3 to 6` };
}

/** The fields that need a source and have none. @param {Values} values @param {Data} data */
export function unsourced(values, data) {
  const shown = groupsOf(values.sources).flatMap(({ fields }) => (Array.isArray(fields) ? fields : []));
  const needed = /** @type {string[]} */ (data.style.sourced ?? []);
  return needed.filter((name) => !isEmpty(values[name]) && !shown.includes(name));
}

/** @param {Given} given @returns {Generator<Problem>} */
function* sources({ values, data }) {
  const names = unsourced(values, data).map((name) => `'${name}'`);
  const hint = "add a source that shows it: the paper's page, for example";
  if (names.length && !groupsOf(values.sources).length)
    yield { path: ["sources"], text: `no source for ${names.join(", ")}`, hint };
  else for (const name of names) yield { path: ["sources"], text: `no source for ${name}`, hint };
}

/** @param {Given} given @returns {Generator<Problem>} */
function* relations({ values, data, own }) {
  const given = groupsOf(values.builds_on);
  const avoided = anyOf(Object.keys(data.style.avoid_in_relations ?? {}));
  const date = textOf(values.date);
  for (const [at, one] of given.entries()) {
    const paper = data.papers[textOf(one.paper)];
    const path = ["builds_on", at, "paper"];
    if (own && one.paper === own) yield { path, text: "the paper builds on itself", hint: "remove it" };
    else if (paper && date) {
      const size = Math.min(date.length, paper.date.length);
      const text = `'${one.paper}' is from ${paper.date}, later than this paper (${date})`;
      if (paper.date.slice(0, size) > date.slice(0, size)) yield { path, text, hint: "a paper builds on earlier ones" };
    }
    const method = textOf(one.method);
    if (method && paper && !paper.methods?.includes(method))
      yield { path: ["builds_on", at, "method"], text: `'${one.paper}' defines no method '${method}'` };
    const word = avoided && textOf(one.how).match(avoided)?.[0];
    const hint = word ? data.style.avoid_in_relations[word.toLowerCase()] : "";
    if (word) yield { path: ["builds_on", at, "how"], text: `avoid '${word}' in a relation`, hint };
  }
  // Whether a paper of the catalogue builds on the one that is corrected, this file does not say.
  const isRelated = given.length || own || !(data.style.related ?? []).includes(textOf(values.category));
  const hint = "add an earlier paper that it builds on";
  if (!isRelated) yield { path: ["builds_on"], text: "no relation to any other paper", hint };
}

/** @param {Given} given @returns {Generator<Problem>} */
function* keys({ values, data, own }) {
  const key = textOf(values.cite_key);
  if (data.style.needs_cite_key && !key) yield { path: ["cite_key"], text: "'cite_key' is missing" };
  const isTaken = data.cite_keys.some((one) => one.toLowerCase() === key.toLowerCase());
  if (key && isTaken && !own) yield { path: ["cite_key"], text: `the citation key '${key}' is already used` };
}
