// @ts-check
// Whether the dates of a paper go together.
import { isDate } from "./meant.js";

/** @typedef {import("./check.js").Given} Given */
/** @typedef {import("./check.js").Problem} Problem */
/** @typedef {import("./yaml.js").Value} Value */

/** The month of an arXiv id, or "". @param {string} id */
export function arxivMonth(id) {
  const found = id.match(/^(?:[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?\/)?(\d\d)(0[1-9]|1[0-2])/);
  return found ? `${found[1] > "90" ? 19 : 20}${found[1]}-${found[2]}` : "";
}

/** @param {Value} value */
const textOf = (value) => (typeof value === "string" ? value.trim() : "");

/** @param {Value} value */
const groupsOf = (value) => /** @type {import("./yaml.js").Values[]} */ (Array.isArray(value) ? value : []);

/** @param {Given} given @returns {Generator<Problem>} */
export function* dates({ values, today }) {
  const date = textOf(values.date);
  const month = arxivMonth(textOf(values.arxiv));
  if (date && !isDate(date)) {
    yield { path: ["date"], text: `'${date}' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD` };
    return;
  }
  const latest = new Date(Date.parse(today) + 24 * 3600 * 1000).toISOString(); // in some time zones tomorrow has begun
  const checked = groupsOf(values.sources).map(
    (one, at) => /** @type {const} */ ([["sources", at, "checked"], one.checked]),
  );
  for (const [path, day] of [/** @type {const} */ ([["date"], date]), [["added"], values.added], ...checked]) {
    const text = textOf(/** @type {Value} */ (day));
    const where = /** @type {(string | number)[]} */ (path);
    if (isDate(text) && text > latest.slice(0, text.length))
      yield { path: where, text: `'${text}' is in the future`, hint: `today is ${today}` };
    else if (where[0] === "sources" && isDate(text) && date && text.slice(0, date.length) < date)
      yield { path: where, text: `the source was read on ${text}, before the paper was public (${date})` };
  }
  if (!date || !month) return;
  const hint = `write ${month}, or accept this warning if an earlier version is public elsewhere`;
  const earlier = distance(date, month);
  if (date.slice(0, 7) > month.slice(0, date.length)) {
    const text = `the date ${date} is later than the arXiv id, which is from ${month}`;
    yield { path: ["date"], text, hint: `this is the first public version: write ${month} or an earlier date` };
  } else if (date === month.slice(0, 4)) yield { path: ["date"], text: `the arXiv id shows the month: ${month}`, hint };
  else if (earlier) {
    const text = `the date ${date} is ${earlier} earlier than the arXiv id, which is from ${month}`;
    yield { path: ["date"], text, hint };
  }
}

/**
 * How much earlier a date is than a month: "2 months"; "" for the month before.
 * @param {string} date @param {string} month
 */
function distance(date, month) {
  const years = Number(month.slice(0, 4)) - Number(date.slice(0, 4));
  if (date.length === 4) return years > 0 ? `${years} year${years > 1 ? "s" : ""}` : "";
  const months = years * 12 + Number(month.slice(5)) - Number(date.slice(5, 7));
  return months > 1 ? `${months} months` : "";
}

/** Whether each venue took place that year, not before the paper and not long after it. @param {Given} given */
export function* venues({ values, data }) {
  const date = textOf(values.date).slice(0, 4);
  const most = data.style.years_to_publication;
  const places = [/** @type {const} */ ([["venue"], values.venue]), ...groupsOf(values.also).map(alsoAt)];
  for (const [path, place] of places) {
    const { name, year } = /** @type {import("./yaml.js").Values} */ (place ?? {});
    if (!/^\d{4}$/.test(String(year ?? ""))) continue;
    const [since, every] = data.meetings[textOf(name)] ?? [0, 1];
    const where = { path: [...path, "year"], hint: "check the year of the venue and the date" };
    const late = Number(year) - Number(date);
    if (since && Number(year) < since)
      yield { ...where, text: `${name} did not take place in ${year}: it began in ${since}` };
    else if (since && (Number(year) - since) % every)
      yield {
        ...where,
        text: `${name} did not take place in ${year}: it is held every ${every} years, counted from ${since}`,
      };
    else if (most !== undefined && date && (late < 0 || late > most))
      yield {
        ...where,
        text: `the venue year ${year} must be 0 to ${most} years after the first public version (${date})`,
      };
  }
}

/** @param {import("./yaml.js").Values} one @param {number} at */
const alsoAt = (one, at) => /** @type {const} */ ([["also", at], one]);
