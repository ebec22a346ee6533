// @ts-check
// The search box of every page: a combobox with a list of links, as the ARIA practices describe them.
import { fold, runs } from "./analyser.js";
import { open } from "./data.js";
import { element, marked, month, noField, plural, reason, venueOf } from "./dom.js";
import { addressOf, search } from "./engine.js";

/** @typedef {import("./index.js").Index} Index */

const RECENT = "atlas.recent";
const PAPERS = 8;

/**
 * Makes a dialog a search box.
 * @param {HTMLDialogElement} dialog @param {URL} root the site's root
 */
export function start(dialog, root) {
  const input = /** @type {HTMLInputElement} */ (dialog.querySelector("input"));
  const list = /** @type {HTMLElement} */ (dialog.querySelector("[role=listbox]"));
  const say = /** @type {HTMLElement} */ (dialog.querySelector("[role=status]"));
  const files = { columns: dialog.dataset.columns ?? "", text: dialog.dataset.text ?? "" };
  let index = /** @type {Index | null} */ (null);
  let active = -1;

  /** @param {string} address */
  const at = (address) => new URL(address, root).href;
  const options = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[role=option]")]);

  /** @param {number} number */
  function activate(number) {
    const all = options();
    active = all.length ? (number + all.length) % all.length : -1;
    all.forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    }
  }

  /** @param {string} id @param {string} href @param {string} kind @param {(Node | string)[]} children */
  const option = (id, href, kind, ...children) =>
    element(
      "li",
      { role: "option", id, "aria-selected": "false", class: `find-option find-option--${kind}` },
      element("a", { href, tabindex: "-1" }, ...children),
    );

  /** @param {Index} found @param {string} text @returns {{ nodes: HTMLElement[], message: string }} */
  function results(found, text) {
    const { columns } = found;
    const { hits, count, partial, problems, words } = search(found, text, { limit: PAPERS });
    const nodes = hits.map(({ doc, key, places, exact }) => {
      const name = columns.names[doc],
        title = columns.titles[doc],
        people = columns.authors[doc];
      const who = people
        .slice(0, 3)
        .map((/** @type {number} */ one) => columns.people[one])
        .join(", ");
      const more = people.length + (columns.more[doc] ?? 0) - 3;
      const why = reason(columns, doc, places, words);
      return option(
        `find-${key}`,
        at(`papers/${key}/`),
        "paper",
        element("span", { class: "find-option__name" }, marked(name || title, words, !exact)),
        ...(name && name !== title
          ? [element("span", { class: "find-option__title" }, marked(title, words, !exact))]
          : []),
        element(
          "span",
          { class: "find-option__who" },
          marked(who, words, !exact),
          more > 0 ? ` and ${more} more` : "",
          ` · ${venueOf(columns, doc)} · ${month(columns.dates[doc])}`,
          ...(why ? [element("em", {}, ` · ${why}`)] : []),
        ),
      );
    });
    if (count > hits.length)
      nodes.push(
        option(
          "find-all",
          at(`papers/?q=${encodeURIComponent(text)}`),
          "more",
          `All ${plural(count, "paper")} in Explore`,
        ),
      );
    nodes.push(...groups(found, words));
    const unknown = problems.map(noField);
    const message = [
      ...unknown,
      partial ? "No paper has all these words; these have some." : count ? plural(count, "paper") : "",
    ]
      .filter(Boolean)
      .join(" ");
    return { nodes, message };
  }

  /** Authors, tags, venues and hand-written pages whose name has all words of the query. @param {Index} found @param {string[]} words */
  function groups({ columns }, words) {
    if (!words.length) return [];
    columns.spoken ??= fold(columns.people.join("\n")).split("\n"); // all at once takes a tenth of the time
    /** @param {string} name */
    const fits = (name) => {
      const all = runs(fold(name));
      return words.every((word) => all.some((one) => one.startsWith(word)));
    };
    const counts = /** @type {Map<number, number>} */ (new Map());
    columns.spoken.forEach(
      (/** @type {string} */ name, /** @type {number} */ person) =>
        words.every((word) => name.includes(word)) && fits(name) && counts.set(person, 0),
    );
    for (const row of counts.size ? columns.authors : [])
      for (const person of row) if (counts.has(person)) counts.set(person, (counts.get(person) ?? 0) + 1);
    const people = [...counts]
      .filter(([, count]) => count > 1)
      .sort((a, b) => b[1] - a[1])
      .slice(0, 3);
    const categories = columns.categories.filter((/** @type {string[]} */ [, name]) => fits(name)).slice(0, 2);
    const tags = columns.tagNames.filter((/** @type {string[]} */ [, name]) => fits(name)).slice(0, 3);
    const venues = columns.venues.filter(fits).slice(0, 2);
    const guides = columns.guides.filter((/** @type {string[]} */ [title]) => fits(title)).slice(0, 2);
    /** @param {string} kind @param {string} name @param {string} address @param {string} note */
    const one = (kind, name, address, note = "") =>
      option(
        `find-${kind}-${address.replace(/\W+/g, "-")}`,
        at(address),
        kind,
        element("span", { class: "find-option__kind" }, kind),
        marked(name, words, false),
        note ? ` ${note}` : "",
      );
    return [
      ...people.map(([person, count]) =>
        one("author", columns.people[person], `authors/${addressOf(columns, person)}/`, `${count} papers`),
      ),
      ...categories.map((/** @type {string[]} */ [key, name]) => one("category", name, `categories/${key}/`)),
      ...tags.map((/** @type {string[]} */ [key, name]) => one("tag", name, `tags/${key}/`)),
      ...venues.map((/** @type {string} */ name) => one("venue", name, `venues/${runs(fold(name)).join("-")}/`)),
      ...guides.map((/** @type {string[]} */ [title, address]) => one("page", title, address)),
    ];
  }

  const recent = () => {
    try {
      return /** @type {string[]} */ (JSON.parse(localStorage.getItem(RECENT) ?? "[]"))
        .filter((one) => typeof one === "string")
        .slice(0, 5);
    } catch {
      return [];
    }
  };

  /** @param {string} text */
  function remember(text) {
    try {
      if (text)
        localStorage.setItem(RECENT, JSON.stringify([text, ...recent().filter((one) => one !== text)].slice(0, 5)));
    } catch {
      // Without room or leave to store, there are no recent searches.
    }
  }

  function show() {
    const text = input.value.trim();
    if (!text) {
      const earlier = recent().map((one, i) =>
        option(
          `find-recent-${i}`,
          at(`papers/?q=${encodeURIComponent(one)}`),
          "recent",
          element("span", { class: "find-option__kind" }, "recent"),
          one,
        ),
      );
      earlier.forEach((node, i) =>
        node.addEventListener(
          "click",
          (event) => (
            event.preventDefault(), event.stopPropagation(), (input.value = recent()[i] ?? ""), show(), input.focus()
          ),
        ),
      );
      list.replaceChildren(...earlier);
      say.textContent = earlier.length
        ? ""
        : "A name, words of a title, an author, an arXiv id, or author:yang year:2023..2025 tag:delta-rule";
    } else if (index) {
      const { nodes, message } = results(index, text);
      list.replaceChildren(...nodes);
      say.textContent = message || "Nothing found.";
      if (!nodes.length)
        say.append(
          " ",
          element("a", { href: at("papers/") }, "Browse all papers"),
          " or ",
          element("a", { href: at("contribute/") }, "add the one that is missing"),
          ".",
        );
    } else {
      list.replaceChildren();
      say.textContent = "Loading…";
    }
    input.setAttribute("aria-expanded", String(list.childElementCount > 0));
    activate(text && list.childElementCount ? 0 : -1);
  }

  function load() {
    const { index: first, whole } = open(root, files);
    first.then((found) => ((index = found), show()), unavailable);
    whole.then(
      (found) => ((index = found), dialog.open && input.value.trim() && active <= 0 && show()),
      () => undefined,
    );
  }

  function unavailable() {
    list.replaceChildren();
    say.replaceChildren(
      "Search is unavailable. ",
      element("a", { href: at("papers/") }, "All papers, as a plain list"),
    );
    input.setAttribute("aria-expanded", "false");
  }

  input.addEventListener("input", () => (index || !input.value.trim() ? show() : load()));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      activate(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      /** @type {HTMLElement | null | undefined} */ (options()[active]?.querySelector("a"))?.click();
    }
  });
  list.addEventListener("pointermove", (event) => {
    const number = options().findIndex((one) => event.target instanceof Node && one.contains(event.target));
    if (number >= 0 && number !== active) activate(number);
  });
  list.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("a")) return;
    remember(input.value.trim());
    if (!(event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey))) dialog.close();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("atlas:open", show);
  load();
  show();
}
