/** One message to a person, in no channel's format yet. A channel renders it to its own limits. */

export interface Reply {
  /** Plain text in the person's language; line breaks are `\n`. No markup. */
  text: string;
  /** BCP 47. */
  language: string;
  direction: 'ltr' | 'rtl';
  /** `danger` must stand out and be announced at once. */
  tone: 'plain' | 'danger';
  /** A part of a plan that can be taken along: a page may offer to print it. */
  plan?: true;
  /** Things that can be opened: a call, a map, a web page. Their targets also stand in the text where that helps. */
  links: Link[];
  /** What may be tapped or typed next. Only the last reply of a turn has any. */
  choices: Choice[];
}

export interface Link {
  kind: 'call' | 'map' | 'web';
  label: string;
  /** `tel:`, `geo:` or `https:`. */
  uri: string;
}

/** `id` comes back as `IncomingContent.choice.id`; `number` is what may be typed instead (0 is help now). */
export interface Choice {
  id: string;
  label: string;
  number: number;
  tone: 'plain' | 'danger';
}
