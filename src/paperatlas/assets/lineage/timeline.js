// @ts-check
// The timeline: a query and two lists dim what does not fit, the arrow keys go from mark to mark.
import { search } from "../search/engine.js";
import { load } from "../search/load.js";
import { summary } from "../search/messages.js";
import { addText } from "../search/more.js";
import { addColumns } from "../search/rest.js";

const FIELDS = ["q", "category", "family"];

/** @param {HTMLElement} container @param {URL} root @param {AbortSignal} signal */
export async function start(container, root, signal) {
  const marks = /** @type {HTMLAnchorElement[]} */ ([...container.querySelectorAll("a[data-key]")]);
  walks(container, marks, signal);
  const files = /** @type {HTMLMetaElement} */ (document.querySelector("meta[name=atlas-files]")).content;
  const { index, whole } = load(root, JSON.parse(files), async () => ({ addColumns, addText }));
  const found = await index;
  if (signal.aborted) return;
  const show = filter(container, found, root, marks, signal);
  whole.then(show, () => undefined); // with the words of the summaries there may be more
}

/**
 * Reads the query and the lists from the address, and filters by them. Returns what does it again.
 * @param {HTMLElement} container @param {import("../search/index.js").Index} index @param {URL} root
 * @param {HTMLAnchorElement[]} marks @param {AbortSignal} signal
 */
function filter(container, index, root, marks, signal) {
  const form = /** @type {HTMLFormElement} */ (container.querySelector("form"));
  const status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
  const explore = /** @type {HTMLAnchorElement} */ (form.querySelector("a"));
  const fields = FIELDS.flatMap((name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name)) ?? []);
  const given = new URLSearchParams(location.search);
  for (const field of fields) field.value = given.get(field.name) ?? "";
  const show = () => {
    if (signal.aborted) return;
    const chosen = fields.filter(({ value }) => value.trim());
    const [q, ...lists] = fields;
    const filters = Object.fromEntries(lists.map(({ name, value }) => [name, value ? [value] : []]));
    const found = search(index, q.value, { filters, limit: Infinity });
    const keys = new Set(found.hits.map(({ key }) => key));
    for (const mark of marks) mark.classList.toggle("is-out", !keys.has(mark.dataset.key ?? ""));
    status.textContent = chosen.length ? summary(found.problems, found.count, found.partial) : "";
    const query = new URLSearchParams(chosen.map(({ name, value }) => [name, value])).toString().replace(/%3A/g, ":");
    explore.href = new URL(`papers/${query && `?${query}`}`, root).href;
    history.replaceState(history.state, "", location.pathname + (query && `?${query}`) + location.hash);
    found.more?.then((isMore) => isMore && show());
  };
  form.addEventListener("input", show, { signal });
  form.addEventListener("submit", (event) => event.preventDefault(), { signal });
  form.hidden = false;
  show();
  return show;
}

/**
 * One stop for the Tab key; from there the arrow keys lead to the marks around, Home and End to the first and last.
 * @param {HTMLElement} container @param {HTMLAnchorElement[]} marks @param {AbortSignal} signal
 */
function walks(container, marks, signal) {
  for (const mark of marks) mark.tabIndex = -1;
  const last = marks[marks.length - 1];
  if (!last) return;
  let current = last;
  const focus = (/** @type {HTMLAnchorElement} */ mark) => {
    current.tabIndex = -1;
    current = mark;
    current.tabIndex = 0;
    current.focus();
  };
  current.tabIndex = 0;
  const columns = [...container.querySelectorAll(".timeline__column:not(.is-empty)")];
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const at = marks.findIndex((mark) => mark === event.target);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const column = columns.findIndex((one) => one.contains(marks[at]));
    const inColumn = [...columns[column].querySelectorAll("a")];
    const row = inColumn.indexOf(marks[at]);
    // In rows a column lies on its side.
    const isUpright = getComputedStyle(inColumn[0].closest("ol") ?? inColumn[0]).flexDirection !== "row";
    const along = isUpright ? ["ArrowUp", "ArrowDown"] : ["ArrowRight", "ArrowLeft"];
    const across = isUpright ? ["ArrowRight", "ArrowLeft"] : ["ArrowDown", "ArrowUp"];
    const step = { [across[0]]: 1, [across[1]]: -1 }[event.key];
    const beside = step ? [...(columns[column + step]?.querySelectorAll("a") ?? [])] : [];
    const to = {
      [along[0]]: inColumn[row + 1],
      [along[1]]: inColumn[row - 1],
      [across[0]]: beside[Math.min(row, beside.length - 1)],
      [across[1]]: beside[Math.min(row, beside.length - 1)],
      Home: marks[0],
      End: last,
    };
    if (!(event.key in to)) return;
    event.preventDefault();
    const next = to[event.key];
    if (next) focus(next);
  };
  container.addEventListener("keydown", onKey, { signal });
}
