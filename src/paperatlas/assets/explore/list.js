// @ts-check
// The papers of Explore. All are in the document with their names, so that the browser finds them on the page; what
// else they show is loaded as they come near the window.
import { isInSummary } from "../search/messages.js";
import { addSentence, fill, NAME, outline } from "./hit.js";

/** @typedef {import("../search/engine.js").Hit} Hit */
/** @typedef {import("./hit.js").Shown} Shown */

const STEP = 400; // papers that are added at a time: a few thousand would make typing slow
const QUIET = 300; // milliseconds without a change, until Zotero reads the page again
const FIRST = 12; // papers that are filled without waiting to learn which are in view

export class PaperList {
  #hits = /** @type {Hit[]} */ ([]);
  #nodes = /** @type {HTMLElement[]} */ ([]);
  #shown = /** @type {Shown} */ ({ words: [], kind: "cards", explain: false, cells: [], influence: [], distances: {} });
  #body = /** @type {HTMLElement | null} */ (null); // the list or the part of a table that has them
  #isWaiting = false; // for the next frame of the screen
  #telling = 0; // the timer until Zotero is asked to read the page again
  #state = ""; // what is shown, to leave it as it is if the same comes again

  /**
   * @param {import("../search/index.js").Index} index @param {import("./files.js").PaperFiles} files
   * @param {URL} root @param {() => void} onFailure when a file cannot be loaded @param {AbortSignal} signal ends it
   */
  constructor(index, files, root, onFailure, signal) {
    this.index = index;
    this.columns = index.columns;
    this.files = files;
    this.root = root;
    this.onFailure = onFailure;
    this.near = new IntersectionObserver((entries) => this.#onNear(entries), { rootMargin: "100% 0px" });
    this.end = new IntersectionObserver((entries) => this.#onEnd(entries), { rootMargin: "300% 0px" });
    signal.addEventListener("abort", () => this.#forget());
    // The browser's own search finds what is in the document.
    const onFind = (/** @type {KeyboardEvent} */ event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f") this.fillAll();
    };
    addEventListener("keydown", onFind, { signal });
    addEventListener("scroll", () => this.#fillSoon(), { signal, passive: true, capture: true });
  }

  /**
   * Shows papers in a list or in the body of a table. The focus follows its paper, if that is still there.
   * @param {HTMLElement} body @param {Hit[]} hits @param {Shown} shown
   */
  show(body, hits, shown) {
    const state = JSON.stringify([shown, hits.map(({ doc, places }) => [doc, places])]);
    if (state === this.#state && body === this.#body) return;
    const focused = this.#nodes.findIndex((node) => node.contains(document.activeElement));
    const doc = this.#hits[focused]?.doc;
    this.#forget();
    this.#body?.replaceChildren();
    [this.#body, this.#hits, this.#shown, this.#state, this.#nodes] = [body, hits, shown, state, []];
    body.replaceChildren();
    this.#tellZotero();
    this.#add(STEP);
    for (let at = 0; at < Math.min(FIRST, hits.length); at++) this.fill(at);
    if (focused < 0) return;
    const link = this.#nodes[hits.findIndex((hit) => hit.doc === doc)]?.querySelector(NAME);
    (link ?? body).focus({ preventScroll: true });
  }

  /** Moves the focus to the first paper. */
  focusFirst() {
    this.#nodes[0]?.querySelector(NAME)?.focus();
  }

  /** The keys of the papers, and their elements as far as there are any. */
  get places() {
    return this.#nodes.map((node, at) => ({ node, key: this.#hits[at].key }));
  }

  /** The element of a paper, which is added if it is not there yet. @param {string} key */
  reveal(key) {
    const at = this.#hits.findIndex((hit) => hit.key === key);
    if (at >= 0) this.#add(at + FIRST);
    return this.#nodes[at];
  }

  /** Fills all papers, for the browser's own search. */
  fillAll() {
    this.#add(this.#hits.length);
    return Promise.all(this.#hits.map((_, at) => this.fill(at)));
  }

  /** Completes the papers in the window: browsers do not tell of all that come there in the frame of a table. */
  fillInView() {
    for (const [at, node] of this.#nodes.entries()) {
      if (node.dataset.filled !== undefined) continue;
      const { top, bottom } = node.getBoundingClientRect();
      if (bottom > 0 && top < innerHeight) this.fill(at);
    }
  }

  /** A row that is completed gets higher, and moves others into the frame of the table or out of it. */
  #fillSoon() {
    if (this.#shown.kind !== "rows" || this.#isWaiting) return;
    this.#isWaiting = true;
    requestAnimationFrame(() => {
      this.#isWaiting = false;
      this.fillInView();
    });
  }

  /** Lets Zotero offer the papers that are shown now, each of which has its record in a `span.Z3988`. */
  #tellZotero() {
    clearTimeout(this.#telling);
    this.#telling = setTimeout(() => document.dispatchEvent(new Event("ZoteroItemUpdated", { bubbles: true })), QUIET);
  }

  /** Completes a paper: at once, if it was loaded before. @param {number} at */
  async fill(at) {
    const [hit, node, shown] = [this.#hits[at], this.#nodes[at], this.#shown];
    this.near.unobserve(node);
    if (node.dataset.filled !== undefined) return;
    const made = () => {
      const known = this.files.get(shown.kind, hit.doc);
      return typeof known === "object" ? known.html : known;
    };
    if (made() === undefined) {
      try {
        await this.files.load(shown.kind, hit.doc);
      } catch {
        this.onFailure();
      }
    }
    const html = made();
    if (html === undefined || node !== this.#nodes[at] || node.dataset.filled !== undefined) return;
    node.dataset.filled = "";
    fill(node, html, this.columns, hit, shown);
    this.#fillSoon();
    this.#tellZotero();
    this.#showSentence(node, hit, shown);
  }

  /** Adds what the summary says of the words, where no other part of the card has them. */
  async #showSentence(/** @type {HTMLElement} */ node, /** @type {Hit} */ hit, /** @type {Shown} */ shown) {
    const summaries = this.index.textTier?.summaries;
    if (shown.kind !== "cards" || !summaries || !isInSummary(hit.places) || node.querySelector("mark")) return;
    await summaries.need([hit.doc]);
    if (this.#shown === shown) addSentence(node, summaries.texts[hit.doc] ?? "", shown.words, !hit.exact);
  }

  #forget() {
    clearTimeout(this.#telling);
    this.near.disconnect();
    this.end.disconnect();
  }

  /** Adds papers to the document, up to a number. @param {number} count */
  #add(count) {
    const from = this.#nodes.length;
    if (count <= from) return;
    const nodes = this.#hits.slice(from, count).map((hit) => outline(this.columns, hit, this.root, this.#shown));
    this.#nodes.push(...nodes);
    this.#body?.append(...nodes);
    for (const node of nodes) this.near.observe(node);
    const last = this.#nodes[this.#nodes.length - 1];
    this.end.disconnect();
    if (last && this.#nodes.length < this.#hits.length) this.end.observe(last);
  }

  /** @param {IntersectionObserverEntry[]} entries */
  #onNear(entries) {
    for (const { isIntersecting, target } of entries)
      if (isIntersecting) this.fill(this.#nodes.indexOf(/** @type {HTMLElement} */ (target)));
  }

  /** @param {IntersectionObserverEntry[]} entries */
  #onEnd(entries) {
    if (entries.some(({ isIntersecting }) => isIntersecting)) this.#add(this.#nodes.length + STEP);
  }
}
