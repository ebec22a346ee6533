// @ts-check
// One paper in the list of Explore, as a card or as a line of a table.
import { element, marked, month, reason, venueOf } from "./dom.js";
import { PLACES } from "./engine.js";

/** @typedef {import("./engine.js").Hit & { tier?: number }} Hit */

const HUES = 12; // the colours that atlas.css has for categories
const WHO = 3;
/** What a tier means, the highest first. @type {[number, string][]} */
const TIERS = [
  [5, "the number itself"],
  [4, "the name itself"],
  [3.5, "another name of the paper"],
  [3, "the first version of the name"],
  [1.5, "a name a few letters from the query"],
  [1, "a name that begins with the query"],
];

/**
 * @param {any} columns @param {Hit} hit @param {{ at: number, count: number, words: string[], root: URL, view: string, explain: boolean }} shown
 */
export function row(columns, hit, { at, count, words, root, view, explain }) {
  const { doc, key, places } = hit;
  const name = columns.names[doc] || columns.titles[doc],
    title = columns.titles[doc] === name ? "" : columns.titles[doc];
  const people = columns.authors[doc],
    more = people.length + (columns.more[doc] ?? 0) - WHO;
  const who = people
    .slice(0, WHO)
    .map((/** @type {number} */ one) => columns.people[one])
    .join(", ");
  const why = reason(columns, doc, places, words),
    date = columns.dates[doc];
  const isCard = view === "cards";
  const link = element("a", { href: new URL(`papers/${key}/`, root).href }, marked(name, words, !hit.exact));
  const item = element("li", {
    class: `hit hit--${isCard ? "card" : "line"} hue-${columns.category[doc] % HUES}`,
    "aria-posinset": String(at + 1),
    "aria-setsize": String(count),
  });
  if (!title) item.classList.add("hit--whole");
  item.append(
    isCard ? element("h2", { class: "hit__name" }, link) : element("span", { class: "hit__name" }, link),
    element("span", { class: `badge${columns.venue[doc] < 0 ? " badge--preprint" : ""}` }, venueOf(columns, doc)),
    element("span", { class: "hit__title" }, marked(title, words, !hit.exact)),
    element(
      "span",
      { class: "hit__who" },
      marked(who, words, !hit.exact),
      more > 0 ? ` and ${more} more` : "",
      ...(why ? [element("em", {}, ` · ${why}`)] : []),
    ),
    element("time", { datetime: date }, month(date)),
  );
  if (isCard)
    item.append(
      element(
        "span",
        { class: "hit__tags" },
        ...columns.tags[doc].flatMap((/** @type {number} */ tag) => [
          element("span", {}, columns.tagNames[tag][1]),
          " ",
        ]),
      ),
    );
  if (explain) item.append(explained(hit, name));
  return item;
}

/** Why a paper stands where it stands: what each word of the query met. @param {Hit} hit @param {string} name */
function explained({ score, tier = 0, exact, steps = [] }, name) {
  const list = element("ul");
  /** @param {number} number */
  const short = (number) => String(Math.round(number * 1000) / 1000);
  for (const { word, term, fit, weight, places } of steps) {
    const where =
      PLACES.filter((place, bit) => places & (1 << bit) && PLACES.indexOf(place) === bit).join(", ") ||
      (places & 8 ? "author" : "");
    list.append(element("li", {}, `${word} → ${term}: fit ${short(fit)}, weight ${short(weight)}, in ${where}`));
  }
  const said = TIERS.find(([least]) => tier >= least)?.[1];
  const whole = [
    `score ${short(score)}`,
    ...(said ? [`tier ${short(tier)}: ${said}`] : []),
    ...(steps.length || tier ? [exact ? "all words met exactly" : "some words forgiven"] : []),
  ];
  return element(
    "div",
    { class: "hit__steps", tabindex: "0", role: "group", "aria-label": `Why ${name} stands here` },
    whole.join("; "),
    list,
  );
}
