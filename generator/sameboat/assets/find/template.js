/** Finding and copying what the page's HTML provides. */

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T} the element of the page with this id
 */
export function part(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`The find page has no ${type.name} with the id ${id}.`);
  return element;
}

/** A copy of the one element in a `<template>`, with its slots. */
export class Copy {
  /** @param {string} id of the template */
  constructor(id) {
    const copy = part(id, HTMLTemplateElement).content.firstElementChild?.cloneNode(true);
    if (!(copy instanceof HTMLElement)) throw new Error(`The template ${id} is empty.`);
    this.element = copy;
  }

  /**
   * @template {HTMLElement} T
   * @param {string} name
   * @param {new () => T} type
   * @returns {T} the element with `data-slot="name"`
   */
  slot(name, type) {
    const element = this.element.querySelector(`[data-slot="${name}"]`);
    if (!(element instanceof type)) throw new Error(`A template of the find page has no ${type.name} "${name}".`);
    return element;
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  fill(name, text) {
    this.slot(name, HTMLElement).textContent = text;
  }
}
