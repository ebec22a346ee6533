// @ts-check
// The page of the basket: one's own papers, or those of a link.
import { documentOf } from "../explore/export.js";
import { onBack, onLinkToSelf } from "../explore/navigation.js";
import { element } from "../shared/dom.js";
import { plural } from "../shared/format.js";
import { forgetSetAside, isKept, isKey, keep, read, setAside, show } from "../shared/picks.js";
import { output } from "./output.js";
import { entry } from "./list.js";

/** @typedef {import("../shared/picks.js").Pick} Pick */
/** @typedef {import("./texts.js").Paper} Paper */

/** The keys in the address, or null. They are after # where they are too many for a server. */
function linked() {
  const given = new URLSearchParams(location.search).get("p") ?? new URLSearchParams(location.hash.slice(1)).get("p");
  if (given === null) return null;
  return [...new Set(given.split(",").map((key) => key.trim().toLowerCase()))].filter(isKey);
}

/** @param {string} text @param {() => void} onClick @param {Record<string, string>} [attributes] */
function button(text, onClick, attributes = {}) {
  const node = element("button", { type: "button", class: "action", ...attributes }, text);
  node.addEventListener("click", onClick);
  return node;
}

/** @param {HTMLElement} part @param {URL} root @param {AbortSignal} signal ends it */
export async function start(part, root, signal) {
  const page = new Basket(part, root, linked());
  document.addEventListener("atlas:basket", () => page.update(), { signal });
  const path = location.pathname;
  onBack(path, part, signal, () => page.open(linked()));
  addEventListener("hashchange", () => part.isConnected && page.open(linked()), { signal });
  onLinkToSelf(path, part, signal, (query) => {
    history.pushState(null, "", path + query);
    page.open(linked());
  });
  await page.update();
  show(root);
}

class Basket {
  #known = /** @type {Map<string, Paper | null>} */ (new Map()); // null for one that is not in the atlas
  #shown = ""; // what is shown, to leave it as it is if the same comes again
  #removed = /** @type {Pick[] | null} */ (null); // the basket before the last removal

  /** @param {HTMLElement} part @param {URL} root @param {string[] | null} keys those of a link */
  constructor(part, root, keys) {
    this.root = root;
    this.keys = keys;
    this.status = element("p", { class: "basket__status", role: "status" });
    this.head = element("div");
    this.list = element("ol", { class: "basket__list", tabindex: "-1", "aria-label": "Papers" });
    const meta = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=atlas-files]"));
    this.manifest = JSON.parse(meta?.content ?? "{}").manifest;
    this.output = output(root, this.manifest);
    this.usual = [...part.children];
    this.body = element("div", {}, ...this.usual);
    part.replaceChildren(this.head, this.status, this.body);
  }

  /** @returns {Pick[]} */
  get picks() {
    return this.keys ? this.keys.map((key) => ({ key })) : read();
  }

  /** @param {string[] | null} keys those of a link, or null for one's own basket */
  open(keys) {
    this.keys = keys;
    this.status.replaceChildren();
    return this.update();
  }

  /** Shows the basket as it is now. */
  async update() {
    if (this.#state() === this.#shown) return;
    try {
      await this.#load(this.picks.map(({ key }) => key));
    } catch {
      this.status.textContent = "The papers could not be loaded. Check your connection, then reload the page.";
      this.#show([]);
      return;
    }
    const picks = this.#renamed(this.picks);
    this.#shown = this.#state();
    this.#showHead(picks);
    const [focused, name] = this.#focus();
    const entries = picks.map((pick, at) => this.#entry(pick, at, picks.length));
    this.list.replaceChildren(...entries);
    const papers = this.#chosen(picks);
    const parts = picks.length
      ? [this.list, ...(papers.length ? [this.output.node] : [])]
      : this.keys
        ? []
        : this.usual;
    this.#show(parts);
    if (papers.length) this.output.update(papers);
    if (focused) this.#restore(focused, name);
  }

  /** Shows some parts below the status. Those that stay keep the focus. @param {Element[]} parts */
  #show(parts) {
    const { body } = this;
    if (parts.length !== body.children.length || parts.some((part, at) => part !== body.children[at]))
      body.replaceChildren(...parts);
  }

  /** All that is shown depends on. */
  #state() {
    return JSON.stringify([this.keys, read(), setAside()]);
  }

  /** Loads what is not known yet. @param {string[]} keys */
  async #load(keys) {
    const missing = keys.filter((key) => !this.#known.has(key));
    if (!missing.length) return;
    const text = await documentOf(this.root, this.manifest, "basket", missing, true).then(
      (found) => found.text,
      // None of them is in the atlas, or the files could not be loaded: then this fails too.
      async (error) => {
        if (!String(error.message).startsWith("none of")) throw error;
        return "[]";
      },
    );
    const found = /** @type {Paper[]} */ (JSON.parse(text));
    for (const key of missing) this.#known.set(key, null);
    for (const paper of found) this.#known.set(paper.was ?? paper.key, paper).set(paper.key, paper);
  }

  /** The papers under their present keys. One's own basket is written again with them. @param {Pick[]} picks */
  #renamed(picks) {
    const renamed = new Map(picks.map((pick) => [this.#known.get(pick.key)?.key ?? pick.key, pick]));
    const found = [...renamed].map(([key, pick]) => ({ ...pick, key }));
    if (!this.keys && found.some(({ key }, at) => key !== picks[at]?.key)) keep(found);
    return found;
  }

  /** @param {Pick[]} picks */
  #chosen(picks) {
    return picks.flatMap(({ key, note = "" }) => {
      const paper = this.#known.get(key);
      return paper ? [{ ...paper, note, url: new URL(`papers/${key}/`, this.root).href }] : [];
    });
  }

  /** @param {Pick[]} picks */
  #showHead(picks) {
    const aside = setAside();
    const parts = this.keys ? this.#shared(picks) : picks.length ? this.#own(picks) : [];
    if (aside !== null && !this.keys) parts.push(this.#aside(aside));
    this.head.replaceChildren(...parts);
  }

  /** What somebody else's basket has at its top. @param {Pick[]} picks */
  #shared(picks) {
    const own = read();
    const known = picks.filter(({ key }) => this.#known.get(key));
    const added = known.filter(({ key }) => !own.some((one) => one.key === key));
    const bar = element("p", { class: "basket__bar" });
    const mine = element("a", { class: "action", href: location.pathname }, "Show mine");
    const add = () => {
      this.#change([...own, ...added]);
      this.status.textContent = `Added ${plural(added.length, "paper")}.`;
      this.list.focus();
    };
    bar.append(...(added.length ? [button(`Add ${added.length} to mine`, add)] : []), mine);
    const text = `A shared basket of ${plural(known.length, "paper")}. Your own has ${plural(own.length, "paper")}.`;
    return [element("p", {}, text), bar];
  }

  /** What one's own basket has at its top. @param {Pick[]} picks */
  #own(picks) {
    const where = isKept()
      ? "Kept in this browser only."
      : "Your browser keeps nothing: the basket lasts until you close this tab.";
    return [element("p", {}, `${plural(picks.length, "paper")}. ${where}`), this.#share(picks)];
  }

  /** What was kept, but cannot be read. @param {string} text */
  #aside(text) {
    const forget = button("Forget it", () => {
      forgetSetAside();
      show(this.root);
    });
    const kept = element("pre", { tabindex: "0" }, element("code", {}, text));
    const about = "A part of what was kept as your basket could not be read. This is all of it:";
    return element("div", { class: "basket__aside" }, element("p", {}, about), kept, forget);
  }

  /** The link to these papers. @param {Pick[]} picks */
  #share(picks) {
    const keys = picks.map(({ key }) => key).join(",");
    // Servers refuse long addresses. They do not see what is after #.
    const query = keys.length > 3000 ? `#p=${keys}` : `?p=${keys}`;
    const { href } = new URL(`basket/${query}`, this.root);
    const link = element("a", { id: "basket-link", class: "basket__link", href }, href);
    const copy = element("button", { type: "button", class: "action copy", "data-copy": "basket-link" }, "Copy link");
    const clear = button("Remove all", () => this.#remove(null));
    return element("p", { class: "basket__bar" }, link, copy, clear);
  }

  /** @param {Pick} pick @param {number} at @param {number} count */
  #entry(pick, at, count) {
    const paper = this.#known.get(pick.key) ?? null;
    const own = this.keys
      ? null
      : {
          isFirst: at === 0,
          isLast: at === count - 1,
          move: (/** @type {number} */ by) => this.#move(pick.key, by),
          remove: () => this.#remove(pick.key),
          note: (/** @type {string} */ note) => this.#note(pick.key, note),
        };
    return entry(pick, paper, new URL(`papers/${pick.key}/`, this.root).href, own);
  }

  /** @param {Pick[]} picks */
  #change(picks) {
    keep(picks);
    show(this.root);
  }

  /** @param {string} key @param {number} by */
  #move(key, by) {
    const picks = read();
    const at = picks.findIndex((one) => one.key === key);
    const to = at + by;
    if (at < 0 || to < 0 || to >= picks.length) return;
    const moved = picks.filter((one) => one.key !== key);
    moved.splice(to, 0, picks[at]);
    this.#change(moved);
    this.status.textContent = `${this.#known.get(key)?.label ?? key} is now number ${to + 1} of ${picks.length}.`;
  }

  /** Takes one paper out, or all. @param {string | null} key */
  #remove(key) {
    const before = read();
    this.#removed = before;
    this.#change(key === null ? [] : before.filter((one) => one.key !== key));
    const name = key === null ? plural(before.length, "paper") : (this.#known.get(key)?.label ?? key);
    const undo = button("Undo", () => {
      if (this.#removed) this.#change([...this.#removed, ...read().filter((one) => !this.#has(one.key))]);
      this.#removed = null;
      this.status.replaceChildren();
      this.list.focus({ preventScroll: true });
    });
    this.status.replaceChildren(`Removed ${name}. `, undo);
    if (key === null) undo.focus();
  }

  /** @param {string} key */
  #has(key) {
    return this.#removed?.some((one) => one.key === key) ?? false;
  }

  /** @param {string} key @param {string} note */
  #note(key, note) {
    const picks = read().map((one) => (one.key === key ? { ...one, note } : one));
    keep(picks);
    // The field has the note already.
    this.#shown = this.#state();
    this.output.update(this.#chosen(picks));
  }

  /** The place of the paper with the focus, and what in it has the focus. @returns {[string, string]} */
  #focus() {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    const item = /** @type {HTMLElement | null} */ (focused?.closest(".basket__list > li") ?? null);
    return item && focused ? [item.dataset.key ?? "", focused.dataset.does ?? ""] : ["", ""];
  }

  /** @param {string} key @param {string} does */
  #restore(key, does) {
    const item = this.list.querySelector(`[data-key="${key}"]`);
    const controls = /** @type {NodeListOf<HTMLButtonElement> | undefined} */ (item?.querySelectorAll("[data-does]"));
    const same = [...(controls ?? [])].find((one) => one.dataset.does === does);
    const next = same && !same.disabled ? same : [...(controls ?? [])].find((one) => !one.disabled);
    (next ?? this.list).focus();
  }
}
