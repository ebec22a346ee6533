// @ts-check
// Numbers, counts and dates as text.

const MONTH = new Intl.DateTimeFormat("en", { month: "short", year: "numeric", timeZone: "UTC" });

/** A month as text: "Dec 2023"; a year alone as it is. @param {string} date YYYY-MM or YYYY */
export const month = (date) => (date.length === 4 ? date : MONTH.format(new Date(`${date}-01T00:00Z`)));

const NUMBER = new Intl.NumberFormat("en"); // `toLocaleString` would make one each time

/** A number with separators for thousands. @param {number} number */
export const grouped = (number) => NUMBER.format(number);

/** A count with its noun: "1 paper", "2,000 papers". @param {number} count @param {string} noun */
export const plural = (count, noun) => `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
