// @ts-check
// A menu that opens below its button, and closes with Escape or when the focus leaves it.
import { element } from "../shared/dom.js";

/** @param {string} className @param {string} label of what is in it @param {Node[]} children */
export function menu(className, label, ...children) {
  const title = element("summary", { class: "action" });
  const group = element("div", { role: "group", "aria-label": label, tabindex: "-1" }, ...children);
  const node = element("details", { class: `explore__menu ${className}` }, title, group);
  const close = () => {
    if (!node.open) return;
    node.open = false;
    if (node.contains(document.activeElement)) title.focus();
  };
  node.addEventListener("keydown", (event) => event.key === "Escape" && close());
  node.addEventListener("focusout", ({ relatedTarget }) => {
    const isInside = relatedTarget instanceof Node && node.contains(relatedTarget);
    if (!isInside && document.hasFocus()) node.open = false; // and not when the reader looks at another window
  });
  return { node, title, group, close };
}
