// @ts-check
// What a person meant who typed or pasted something else: the value in a link, a date in other words, the id in a text.
// src/paperatlas/rules/meant.py does the same for the check, and both must pass tests/form/cases.json.

export const HTTPS = "https:" + "//";
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** @type {Record<string, number>} */
const OTHER_MONTHS = { mai: 5, okt: 10, dez: 12 }; // of other languages
const ARXIV = /(?<![\d.])(\d{4}\.\d{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?\/\d{7})(?!\d)/;
const DOI = /10\.\d{4,9}\/[^\s"'<>,;]+/;
/** @type {[RegExp, (found: RegExpMatchArray) => string][]} */
const IDS = [
  [/openreview\.net\/\w+\?(?:.*&)?(?:note)?id=([\w-]+)/, first],
  [/aclanthology\.org\/(?:anthology\/)?([\w.-]+?)(?:\.pdf|\.bib)?\/?$/, first],
  [/proceedings\.mlr\.press\/(v\d+)\/([\w-]+?)(?:\.html|\/.*)?$/, (found) => `${found[1]}/${found[2]}`],
  [/^(?:forum\?)?id=([\w-]+)$/, first],
  [/^([\w-]{8,12})&\w+/, first],
  [/^(v\d+\/[\w-]+)\.html$/, first],
  [/^([\w.-]+)\.(?:pdf|bib)$/, first],
  [/^\[?([a-z-]+\.[A-Z]{2})\]?$/, first],
  [/\(([a-z-]+\.[A-Z]{2})\)/, first],
];

/** @param {RegExpMatchArray} found */
function first(found) {
  return found[1];
}

/** @type {Record<string, (text: string) => string>} */
const FINDERS = {
  "bad-arxiv": (text) => text.match(ARXIV)?.[1] ?? "",
  "bad-doi": doi,
  "bad-url": url,
  "bad-date": date,
  "bad-id": id,
  "bad-key": (text) => slug(text),
};

/**
 * The value that a text means, by the rule that rejects it; "" if that is not clear.
 * @param {string} rule @param {string} text
 */
export function rightValue(rule, text) {
  const found = FINDERS[rule]?.(text) ?? "";
  return found === text ? "" : found;
}

/** A text as a key: words of lower-case letters, joined by hyphens. @param {string} text */
export function slug(text) {
  const plain = text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "");
  return (plain.match(/[a-z0-9]+/g) ?? []).join("-");
}

/** @param {string} text */
function doi(text) {
  const found = text.match(DOI)?.[0];
  return found && text.trimEnd().endsWith(found) ? found.replace(/[.,;)\]}]+$/, "") : "";
}

/** @param {string} text */
function url(text) {
  const bare = text.trim();
  if (bare.includes("@") || bare.split("://").length > 2) return ""; // it may be a password, or two links
  if (/^(https?:?\/?\/?|ftp:\/\/|\/\/)?(www\.)?[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(bare))
    return HTTPS + bare.replace(/^(https?:?\/{0,2}|ftp:\/\/|\/\/)/, "");
  return "";
}

/** @param {string} text */
function date(text) {
  const isoTime = /^\d{4}-\d\d-\d\dT/.test(text);
  let parts = /** @type {string[]} */ ((isoTime ? text.split("T")[0] : text).match(/\d+|\p{L}{3,}/gu) ?? []);
  if (parts.length === 1 && /^(19|20)\d{6}$/.test(parts[0]))
    parts = [parts[0].slice(0, 4), parts[0].slice(4, 6), parts[0].slice(6)];
  const names = parts.map(month).filter(Boolean);
  const numbers = parts.filter((part) => /^\d+$/.test(part));
  const years = numbers.filter((part) => /^(19|20)\d\d$/.test(part));
  const others = numbers.filter((part) => part !== years[0] && part.length <= 2).map(Number);
  if (years.length !== 1 || names.length > 1 || names.length + numbers.length > 3) return "";
  if (others.length !== numbers.length - 1 || /\b[vq]\d/i.test(text)) return "";
  if (names.length) return day(years[0], names[0], others);
  if (others.length && parts.length > numbers.length) return ""; // a word may be the month
  if (parts.indexOf(years[0]) === 0) return day(years[0], others[0] ?? 0, others.slice(1));
  if (others.length === 2 && Math.max(...others) <= 12 && others[0] !== others[1]) return ""; // either may be the month
  return day(years[0], Math.min(...others, 99), others.length === 2 ? [Math.max(...others)] : []);
}

/** The number of the month that a word begins like; 0 for another word. @param {string} word */
function month(word) {
  const begin = slug(word).slice(0, 3);
  return MONTHS.indexOf(begin) + 1 || (OTHER_MONTHS[begin] ?? 0);
}

/** @param {string} year @param {number} month @param {number[]} days */
function day(year, month, days) {
  const text = [year, String(month).padStart(2, "0"), ...days.map((one) => String(one).padStart(2, "0"))].join("-");
  return isDate(text) ? text : "";
}

/** Whether a text is a day, a month or a year that exists. @param {string} text */
export function isDate(text) {
  const found = text.match(/^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/);
  if (!found) return false;
  const [month, one] = [Number(found[2] ?? 1), Number(found[3] ?? 1)];
  const made = new Date(Date.UTC(Number(found[1]), month - 1, one));
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === one;
}

/** @param {string} text */
function id(text) {
  for (const [pattern, made] of IDS) {
    const found = text.trim().match(pattern);
    if (found) return made(found);
  }
  return "";
}

/**
 * The fields that a link to a paper gives: its id, and the month of an arXiv id.
 * @param {string} text @returns {Record<string, string>}
 */
export function fromLink(text) {
  const link = text.trim();
  if (/\s/.test(link)) return {};
  if (/arxiv\.org\/|^arxiv:|10\.48550\/arxiv\./i.test(link) || /^\d{4}\.\d{4,5}(v\d+)?$/.test(link)) {
    const arxiv = rightValue("bad-arxiv", `${link} `);
    const month = arxiv.match(/^(\d\d)(0[1-9]|1[0-2])\./);
    return arxiv ? { arxiv, ...(month && { date: `20${month[1]}-${month[2]}` }) } : {};
  }
  const name = [
    [/openreview\.net\//, "openreview"],
    [/aclanthology\.org\//, "acl"],
    [/proceedings\.mlr\.press\//, "pmlr"],
  ].find(([pattern]) => /** @type {RegExp} */ (pattern).test(link))?.[1];
  if (name) return id(link) ? { [String(name)]: id(link) } : {};
  if (/(^|doi\.org\/|^doi:\s*)10\.\d{4,9}\//i.test(link)) return { doi: link.match(DOI)?.[0] ?? "" };
  return {};
}
