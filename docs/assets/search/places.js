// @ts-check
// The places of a paper in which a term may be found: their names, and how much a match counts there.

// Numbers of bits.
export const NAME = 0;
export const TITLE = 1;
export const FIRST_AUTHOR = 2;
export const AUTHOR = 3;
export const VENUE = 4;
export const TAG = 5;
export const CATEGORY = 6;
export const ALSO = 7;
export const TEXT = 8;

/** What a reader calls each place. */
export const PLACES = ["name", "title", "author", "author", "venue", "tag", "category", "also known as", "summary"];

const WEIGHTS = [6, 6, 6, 5, 4, 3, 2, 5, 1];

/** The weight of a match by the places it is in, one bit each: that of the best place. */
export const WEIGHT = Float32Array.from({ length: 1 << WEIGHTS.length }, (_, places) =>
  Math.max(0, ...WEIGHTS.filter((_, place) => places & (1 << place))),
);

/** The places that a field of a query searches, one bit each. @type {Map<string, number>} */
export const PLACES_OF_FIELD = new Map([
  ["author", (1 << FIRST_AUTHOR) | (1 << AUTHOR)],
  ["title", (1 << NAME) | (1 << TITLE) | (1 << ALSO)],
  ["venue", 1 << VENUE],
  ["tag", 1 << TAG],
  ["category", 1 << CATEGORY],
]);
