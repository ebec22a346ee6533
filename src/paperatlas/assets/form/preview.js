// @ts-check
// The card of a paper as lists will show it: the same markup as templates/part/card.html.
import { element } from "../shared/dom.js";
import { month } from "../shared/format.js";
import { groupsOf, textOf } from "./check.js";
import { HTTPS, isDate } from "./meant.js";
import { isEmpty } from "./yaml.js";

/** @typedef {import("./schema.js").Data} Data */
/** @typedef {import("./yaml.js").Value} Value */
/** @typedef {import("./yaml.js").Values} Values */

const FIRST_AUTHORS = 6;
const FIRST_TAGS = 3;
const SVG = "http:" + "//www.w3.org/2000/svg";
// Where to read a paper, the best first, as in src/paperatlas/links.py.
const READ = /** @type {[string, (id: string) => string][]} */ ([
  ["acl", (id) => `aclanthology.org/${id}/`],
  ["pmlr", (id) => `proceedings.mlr.press/${id}.html`],
  ["url", (link) => link.replace(/^https?:\/\//, "")],
  ["openreview", (id) => `openreview.net/forum?id=${id}`],
  ["arxiv", (id) => `arxiv.org/abs/${id}`],
  ["doi", (id) => `doi.org/${id}`],
  ["pdf", (link) => link.replace(/^https?:\/\//, "")],
]);

/**
 * The address of the paper's page at its publisher, without `https://`; "" if no field gives one.
 * @param {Values} values
 */
export function placeOf(values) {
  const found = READ.find(([name]) => !isEmpty(values[name]));
  return found ? found[1](textOf(values[found[0]])) : "";
}

/** @param {Value} value @returns {string[]} */
const textsOf = (value) => (Array.isArray(value) ? value.map(textOf).filter(Boolean) : []);

/**
 * @param {Values} values @param {Data} data @param {URL} root
 * @param {(latex: string) => Node} typeset
 */
export function card(values, data, root, typeset) {
  const [method] = groupsOf(values.methods);
  const title = textOf(values.title);
  const name = textOf(values.short_name) || title || "The title";
  const node = element("article", { class: `card hue-${data.hues[textOf(values.category)] ?? 0}` });
  const head = element("header", { class: "card__head" }, element("h3", { class: "card__name" }, name), badges(values));
  const drawn = method ? picture(method, data) : null;
  if (drawn) head.prepend(drawn);
  node.append(head);
  if (title && name !== title) node.append(element("p", { class: "card__title" }, title));
  node.append(element("div", { class: "card__who" }, who(textsOf(values.authors))));
  const formula = method ? equation(method, data, typeset) : null;
  if (formula) node.append(formula);
  const about = textOf(values.tldr) || textOf(values.summary) || "What the paper does, in one line.";
  node.append(
    element("p", { class: "card__summary" }, about),
    tagsOf(textsOf(values.tags), data, root),
    foot(values, data, root),
  );
  return node;
}

/** @param {string[]} authors */
function who(authors) {
  const more = authors.length - FIRST_AUTHORS;
  const shown = authors.slice(0, FIRST_AUTHORS).join(", ") || "The authors";
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/** @param {Values} values */
function badges(values) {
  const { name, year, track } = /** @type {Values} */ (values.venue ?? {});
  const status = textOf(/** @type {Values} */ (values.status ?? {}).kind);
  const found = document.createDocumentFragment();
  const label = status && status.charAt(0).toUpperCase() + status.slice(1).replace(/-by$/, "");
  if (label) found.append(element("span", { class: "badge badge--status" }, label));
  for (const award of textsOf(values.awards)) found.append(element("span", { class: "badge badge--award" }, award));
  const part = track && track !== "main" ? String(track).charAt(0).toUpperCase() + String(track).slice(1) : "";
  const venue = [name, year, part].filter((one) => !isEmpty(one)).join(" ");
  found.append(element("span", { class: venue ? "badge" : "badge badge--preprint" }, venue || "Preprint"));
  return found;
}

/** The picture of a method: the drawings of its properties. @param {Values} method @param {Data} data */
export function picture(method, data) {
  const tones = Object.entries(data.pictures).map(([name, one], tone) => {
    const value = Array.isArray(method[name]) ? textOf(method[name][0]) : textOf(method[name]);
    return { ...one, value, tone };
  });
  if (!tones.some(({ values, value }) => values[value])) return null;
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ class: "glyph", width: "30", height: "30", viewBox: "0 0 32 32" }))
    svg.setAttribute(name, value);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `Picture of ${textOf(method.name) || "the method"}`);
  for (const { ground, missing, values, value, tone } of tones) {
    if (value && ground) svg.append(path("ground", ground));
    const drawing = value ? values[value] : missing;
    if (drawing) svg.append(path(`tone-${tone}`, drawing));
  }
  return svg;
}

/** @param {string} name @param {string} d */
function path(name, d) {
  const node = document.createElementNS(SVG, "path");
  node.setAttribute("class", `glyph__${name}`);
  node.setAttribute("d", d);
  return node;
}

/**
 * The first formula of a method, as the card has it.
 * @param {Values} method @param {Data} data @param {(latex: string) => Node} typeset
 */
function equation(method, data, typeset) {
  const fields = Object.entries(data.schema.definitions?.Method?.properties ?? {});
  const [name, field] = fields.find(([, one]) => one["x-formula"]) ?? ["", {}];
  const latex = textOf(method[name]);
  if (!latex) return null;
  const label = `${textOf(method.name)}: ${field.title}`;
  const node = element("div", { class: "equation", tabindex: "0", role: "group", "aria-label": label });
  node.append(field["x-formula"]?.[latex] ?? typeset(latex));
  return node;
}

/** @param {string[]} tags @param {Data} data @param {URL} root */
function tagsOf(tags, data, root) {
  const items = tags.slice(0, FIRST_TAGS).map((tag) => {
    const name = data.names[tag] ?? tag;
    const isKnown = tag in data.words.tags;
    return element("li", {}, isKnown ? element("a", { href: new URL(`tags/${tag}/`, root).href }, name) : name);
  });
  const more = tags.length - FIRST_TAGS;
  if (more > 0) items.push(element("li", { class: "tags__more" }, `+${more}`));
  return element("ul", { class: "tags" }, ...items);
}

/** @param {Values} values @param {Data} data @param {URL} root */
function foot(values, data, root) {
  const category = textOf(values.category);
  const date = textOf(values.date);
  const read = placeOf(values);
  const code = textOf(groupsOf(values.code)[0]?.url);
  const node = element("footer", { class: "card__foot" });
  if (category) {
    const href = new URL(`categories/${category}/`, root).href;
    node.append(element("a", { class: "card__category", href }, data.names[category] ?? category));
  }
  if (read) node.append(element("a", { href: HTTPS + read }, "Paper"));
  if (/^https?:/.test(code)) node.append(element("a", { href: code }, "Code"));
  if (isDate(date)) node.append(element("time", { datetime: date }, month(date.slice(0, 7))));
  return node;
}
