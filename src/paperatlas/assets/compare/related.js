// @ts-check
// How the papers of methods are related: each relation with its `how`, or the way to the path between two.
import { Graph } from "../lineage/graph.js";
import { element } from "../shared/dom.js";

/** By address, so that it is loaded once. @type {Map<string, Promise<Graph>>} */
const graphs = new Map();

/** @param {URL} url of the file of all relations */
function load(url) {
  const read = async () => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url.pathname}: ${answer.status}`);
    return new Graph(await answer.json());
  };
  const found = graphs.get(url.href) ?? read();
  graphs.set(url.href, found);
  found.catch(() => graphs.delete(url.href)); // so that the next attempt loads it again
  return found;
}

/**
 * The relation of each two papers as items of a list, direct ones first.
 * @param {URL} root @param {string} links the file of all relations, below the root @param {string[]} papers their keys
 */
export async function relations(root, links, papers) {
  const pairs = papers.flatMap((one, at) => papers.slice(at + 1).map((other) => [one, other]));
  if (!pairs.length) return [item("They are from one paper.")];
  const graph = await load(new URL(links, root)).catch(() => null);
  if (!graph) return [item("The relations could not be loaded.")];
  const direct = pairs.map(([one, other]) => directly(graph, one, other));
  const others = pairs.filter((_, at) => !direct[at].length);
  return [...direct.flat(), ...others.map(([one, other]) => remotely(graph, root, one, other))];
}

/** @param {(Node | string)[]} text */
const item = (...text) => element("li", {}, element("p", {}, ...text));

/** @param {Graph} graph @param {number} at */
const name = (graph, at) => element("strong", {}, graph.papers[at].label);

/** @param {Graph} graph @param {string[]} keys */
const rowsOf = (graph, ...keys) => keys.map((key) => graph.rows.get(key) ?? -1);

/** @param {Graph} graph @param {string} one @param {string} other */
function directly(graph, one, other) {
  const ends = rowsOf(graph, one, other);
  return graph.links
    .filter(({ earlier, later }) => ends.includes(earlier) && ends.includes(later))
    .map(({ earlier, later, kind, how }) =>
      item(name(graph, later), ` ${kind.name} `, name(graph, earlier), `: ${how}.`),
    );
}

/** @param {Graph} graph @param {URL} root @param {string} one @param {string} other */
function remotely(graph, root, one, other) {
  const [a, b] = rowsOf(graph, one, other);
  const steps = graph.join(a, b)?.flat().length;
  const way = new URL(`lineage/?from=${one}&to=${other}`, root).href;
  const found = steps
    ? [": no direct relation. ", element("a", { href: way }, `The path between them has ${steps} steps`), "."]
    : [": no relation is known."];
  return item(name(graph, a), " and ", name(graph, b), ...found);
}
