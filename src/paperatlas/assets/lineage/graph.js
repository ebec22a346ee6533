// @ts-check
// The relations between papers: what can be reached from one, and the shortest chain between two.

/** How long a step of each role is: a chain of developed ideas tells more than a shorter one of studies. */
const LENGTHS = /** @type {Record<string, number>} */ ({ descent: 1, use: 1.5, study: 3 });

/** @typedef {{ key: string, label: string, title: string, date: string }} Paper */
/** @typedef {{ key: string, name: string, inverse: string, role: string }} Kind */
/** @typedef {{ earlier: number, later: number, kind: Kind, how: string }} Link */

export class Graph {
  /** @param {{ papers: string[][], kinds: string[][], links: [number, number, number, string][] }} file */
  constructor(file) {
    this.papers = file.papers.map(([key, label, title, date]) => ({ key, label, title, date }));
    const kinds = file.kinds.map(([key, name, inverse, role]) => ({ key, name, inverse, role }));
    this.links = file.links.map(([earlier, later, kind, how]) => ({ earlier, later, kind: kinds[kind], how }));
    this.rows = new Map(this.papers.map((paper, row) => [paper.key, row]));
    /** @type {Link[][]} */
    this.back = this.papers.map(() => []);
    /** @type {Link[][]} */
    this.on = this.papers.map(() => []);
    for (const link of this.links) {
      this.back[link.later].push(link);
      this.on[link.earlier].push(link);
    }
  }

  /**
   * What a paper comes from or what it led to, each with its least number of steps.
   * @param {number} paper @param {"back" | "on"} direction @param {(link: Link) => boolean} [isUsed]
   */
  reached(paper, direction, isUsed = () => true) {
    const steps = new Map([[paper, 0]]);
    for (const [at, step] of steps) {
      for (const link of this[direction][at]) {
        const near = direction === "back" ? link.earlier : link.later;
        if (isUsed(link) && !steps.has(near)) steps.set(near, step + 1);
      }
    }
    return steps;
  }

  /**
   * The shortest chain from an earlier paper to a later one, oldest link first; null if there is none.
   * @param {number} from @param {number} to @returns {Link[] | null}
   */
  chain(from, to) {
    const lengths = this.#lengths(to);
    if (!lengths.has(from)) return null;
    const links = /** @type {Link[]} */ ([]);
    for (let at = from; at !== to; at = links[links.length - 1].later) links.push(lengths.get(at)?.next ?? links[0]);
    return links;
  }

  /**
   * How two papers are joined: one chain, or two from their nearest common source.
   * @param {number} one @param {number} other @returns {Link[][] | null}
   */
  join(one, other) {
    const direct = this.chain(one, other) ?? this.chain(other, one);
    if (direct) return [direct];
    const [a, b] = [this.#lengths(one), this.#lengths(other)];
    const length = (/** @type {number} */ at) => (a.get(at)?.length ?? 0) + (b.get(at)?.length ?? 0);
    const [source] = [...a.keys()].filter((at) => b.has(at)).sort((x, y) => length(x) - length(y));
    if (source === undefined) return null;
    return [this.chain(source, one) ?? [], this.chain(source, other) ?? []];
  }

  /**
   * For each paper that one comes from: the length of the shortest chain, and its first link.
   * @param {number} paper @returns {Map<number, { length: number, next: Link | null }>}
   */
  #lengths(paper) {
    const found = new Map();
    const open = new Map([[paper, { length: 0, next: /** @type {Link | null} */ (null) }]]);
    while (open.size) {
      const [at, best] = [...open].reduce((least, one) => (one[1].length < least[1].length ? one : least));
      open.delete(at);
      found.set(at, best);
      for (const link of this.back[at]) {
        const length = best.length + LENGTHS[link.kind.role];
        const known = open.get(link.earlier);
        if (!found.has(link.earlier) && !(known && known.length <= length))
          open.set(link.earlier, { length, next: link });
      }
    }
    return found;
  }
}
