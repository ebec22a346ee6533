// @ts-check
// At the foot of the window, the methods that a reader has chosen.
import { element } from "../shared/dom.js";

export class Tray {
  /** @param {HTMLElement} node @param {import("./table.js").MethodTable} methods @param {number} most */
  constructor(node, methods, most) {
    this.node = node;
    this.methods = methods;
    this.most = most;
    this.text = element("span", { role: "status" });
    this.open = element("button", { class: "action action--main", type: "button" }, "Side by side");
    this.clear = element("button", { class: "action", type: "button" }, "Clear");
    node.append(this.text, this.open, this.clear);
  }

  /** @param {string[]} keys @param {boolean} isOpen whether they are side by side already */
  show(keys, isOpen) {
    this.node.hidden = !keys.length || isOpen;
    const names = keys.map((key) => this.methods.byKey.get(key)).map((row) => row && this.methods.name(row));
    const more = keys.length < 2 ? `. Choose one to ${this.most - 1} more to compare.` : "";
    this.text.textContent = keys.length ? names.join(", ") + more : "";
    this.open.hidden = keys.length < 2;
  }
}
