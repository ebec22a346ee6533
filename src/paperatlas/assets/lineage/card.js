// @ts-check
// What a reader has chosen: a paper with what it comes from and what it led to, or a path.
import { element } from "../shared/dom.js";
import { plural } from "../shared/format.js";

const MOST = 12; // papers in a list of the card before "and n more"

/** @typedef {import("./graph.js").Link} Link */

export class Card {
  /** The kinds of relations that are shown. @type {Set<string> | null} */
  kinds = null;

  /**
   * @param {HTMLElement} container @param {import("./graph.js").Graph} graph @param {import("./view.js").View} view
   * @param {URL} root
   */
  constructor(container, graph, view, root) {
    this.graph = graph;
    this.view = view;
    this.root = root;
    this.card = /** @type {HTMLElement} */ (container.querySelector(".lineage__card"));
    this.lines = /** @type {SVGGElement} */ (container.querySelector(".lineage__chosen"));
    this.nodes = graph.papers.map(
      (paper) => /** @type {SVGAElement} */ (container.querySelector(`a.node[data-key="${paper.key}"]`)),
    );
    this.points = this.nodes.map((node) => {
      const [x, y] = (node.getAttribute("transform") ?? "").match(/-?\d+/g)?.map(Number) ?? [0, 0];
      return { x, y };
    });
  }

  /** @param {Link} link */
  #isShown = (link) => !this.kinds || this.kinds.has(link.kind.key);

  #clear() {
    for (const node of this.nodes) node.classList.remove("is-chosen", "is-near", "is-far");
    this.lines.replaceChildren();
    this.view.map.classList.remove("has-choice");
    this.card.hidden = true;
  }

  /** @param {Link} link @param {string} classes */
  #draw(link, classes) {
    const [from, to] = [this.points[link.earlier], this.points[link.later]];
    const bend = Math.max(12, Math.min(230, (to.x - from.x) / 2));
    const path = document.createElementNS(this.lines.namespaceURI, "path");
    path.setAttribute("d", `M${from.x} ${from.y}C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}`);
    path.setAttribute("class", `${classes} k-${link.kind.key}`);
    this.lines.append(path);
  }

  /** Shows a paper with its ancestors and descendants; -1 shows all papers again. @param {number} paper */
  choose(paper) {
    this.#clear();
    if (paper < 0) return;
    const back = this.graph.reached(paper, "back", this.#isShown);
    const on = this.graph.reached(paper, "on", this.#isShown);
    this.view.map.classList.add("has-choice");
    for (const steps of [back, on])
      for (const [at, step] of steps) this.nodes[at].classList.add(["is-chosen", "is-near"][step] ?? "is-far");
    for (const link of this.graph.links.filter(this.#isShown)) {
      const isNear = link.earlier === paper || link.later === paper;
      if (back.has(link.earlier) && back.has(link.later)) this.#draw(link, `is-back${isNear ? " is-direct" : ""}`);
      else if (on.has(link.earlier) && on.has(link.later)) this.#draw(link, `is-on${isNear ? " is-direct" : ""}`);
    }
    this.#write(paper, back.size - 1, on.size - 1);
  }

  /** @param {number} paper @param {number} before @param {number} after */
  #write(paper, before, after) {
    const { key, label, title, date } = this.graph.papers[paper];
    const link = element("a", { href: new URL(`papers/${key}/`, this.root).href }, label);
    this.card.replaceChildren(
      element("button", { type: "button", "data-paper": "-1", "aria-label": "Close" }, "×"),
      element("div", {}, element("h2", {}, link), element("p", {}, `${title}, ${date.slice(0, 4)}`)),
      ...this.#list(`Comes from ${before}`, this.graph.back[paper], "earlier", before, paper),
      ...this.#list(`Led to ${after}`, this.graph.on[paper], "later", after, paper),
    );
    this.card.hidden = false;
  }

  /**
   * @param {string} heading @param {Link[]} links @param {"earlier" | "later"} end @param {number} count
   * @param {number} paper
   */
  #list(heading, links, end, count, paper) {
    if (!count) return [];
    const shown = links.filter(this.#isShown);
    const items = shown.slice(0, MOST).map((link) => {
      const other = this.graph.papers[link[end]];
      const button = element("button", { type: "button", "data-paper": String(link[end]) }, other.label);
      const verb = end === "earlier" ? link.kind.name : link.kind.inverse;
      return element("li", {}, button, ` ${other.date.slice(0, 4)} · ${verb}: ${link.how}`);
    });
    const { key, label } = this.graph.papers[paper];
    const [field, text] = end === "earlier" ? ["to", `that ${label} comes from`] : ["from", `that come from ${label}`];
    if (shown.length > MOST) items.push(element("li", {}, `and ${shown.length - MOST} more`));
    const others = count - new Set(shown.map((link) => link[end])).size;
    if (others > 0) items.push(element("li", {}, `${others} through these`));
    const all = new URL(`papers/?q=${field}:${key}`, this.root).href;
    items.push(element("li", {}, element("a", { href: all }, `All ${plural(count, "paper")} ${text}`)));
    return [element("div", {}, element("h3", {}, heading), element("ul", {}, ...items))];
  }

  /** Brings a paper into view and gives it the focus. @param {number} paper */
  focus(paper) {
    this.view.show(this.points[paper]);
    this.nodes[paper].focus({ preventScroll: true });
  }

  /** Goes from a paper along its relations, or to the next paper in time. @param {Element} node @param {string} key */
  walk(node, key) {
    const paper = this.graph.rows.get(node.getAttribute("data-key") ?? "") ?? 0;
    const next = {
      ArrowLeft: this.graph.back[paper].at(-1)?.earlier,
      ArrowRight: this.graph.on[paper][0]?.later,
      ArrowUp: this.graph.papers[paper + 1] && paper + 1,
      ArrowDown: paper ? paper - 1 : undefined,
    }[key];
    if (next !== undefined) this.focus(next);
  }

  /** Shows chains of relations, with what each step says. @param {Link[][]} chains @param {HTMLElement} list */
  path(chains, list) {
    this.#clear();
    list.replaceChildren();
    if (!chains.length) return;
    this.view.map.classList.add("has-choice");
    const ends = new Set();
    for (const chain of chains) {
      const items = chain.flatMap((link) => {
        this.#draw(link, "is-back is-direct");
        ends.add(link.earlier).add(link.later);
        const { label } = this.graph.papers[link.later];
        const before = this.graph.papers[link.earlier].label;
        return element("li", {}, element("strong", {}, label), ` ${link.kind.name} ${before}: ${link.how}`);
      });
      list.append(...items);
    }
    for (const at of ends) this.nodes[at].classList.add("is-near");
  }
}
