/**
 * Writes the page's components as HTML. They are pure functions of their state, without hooks or context, so this is
 * all it takes; the script then takes over the very same elements.
 */
import type { ComponentChildren, VNode } from 'preact';

const VOID = new Set(['br', 'hr', 'img', 'input', 'link', 'meta']);

/** Attributes whose `false` means something else than their absence. */
const SAYS_FALSE = /^(aria-|draggable$|spellcheck$)/;

export function toHtml(node: ComponentChildren): string {
  if (node === null || node === undefined || typeof node === 'boolean') return '';
  if (Array.isArray(node)) return node.map(toHtml).join('');
  if (typeof node !== 'object') return escapeHtml(String(node));
  const { type, props } = node as VNode<Record<string, unknown>>;
  if (typeof type === 'function') return toHtml((type as (props: unknown) => ComponentChildren)(props));
  const open = `<${type}${Object.entries(props).map(attribute).join('')}>`;
  return VOID.has(type) ? open : `${open}${toHtml(props.children as ComponentChildren)}</${type}>`;
}

function attribute([name, value]: [string, unknown]): string {
  if (name === 'children' || name === 'key' || name === 'ref' || typeof value === 'function') return '';
  if (value === undefined || value === null) return '';
  if (value === false && !SAYS_FALSE.test(name)) return '';
  return value === true && !SAYS_FALSE.test(name)
    ? ` ${name.toLowerCase()}`
    : ` ${name === 'viewBox' ? name : name.toLowerCase()}="${escapeHtml(String(value))}"`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
