/**
 * XLSForm's expressions, as far as they can be said as a condition: comparisons of one question with one value, joined
 * by and, or, not(). `${name}` is another question, `.` the answer being given.
 */
import { type Condition, SELF } from '../engine/conditions.js';

export type Parsed = { ok: true; condition: Condition } | { ok: false; problem: string };

/** What names become here; undefined for a name that is no question. */
export interface Names {
  step(name: string): string | undefined;
  /** A choice's name as the option of that question. */
  choice(step: string, value: string): string;
}

const TOKEN =
  /\s*(?:(\$\{[^}]+\})|('[^']*'|"[^"]*")|(-?\d+(?:\.\d+)?)|(!=|<=|>=|=|<|>)|(selected|string-length|not|date|and|or|today)(?![\w-])|([().,]))/y;

type Token = { kind: 'question' | 'text' | 'number' | 'compare' | 'word' | 'sign'; text: string };
const KINDS: Token['kind'][] = ['question', 'text', 'number', 'compare', 'word', 'sign'];

class Unsupported extends Error {}

export function parseExpression(written: string, names: Names): Parsed {
  try {
    const tokens = tokensOf(written);
    const reader = new Reader(tokens, names);
    return { ok: true, condition: reader.whole() };
  } catch (cause) {
    if (cause instanceof Unsupported) return { ok: false, problem: cause.message };
    throw cause;
  }
}

function tokensOf(written: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < written.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(written);
    if (found === null) throw new Unsupported(`“${written.slice(at).trim()}” is not understood`);
    const index = found.slice(1).findIndex((part) => part !== undefined);
    tokens.push({ kind: KINDS[index] ?? 'sign', text: found[index + 1] ?? '' });
  }
  return tokens;
}

type Comparison = 'is' | 'less' | 'at_most' | 'more' | 'at_least';
const COMPARISONS: Record<string, Comparison> = {
  '=': 'is',
  '<': 'less',
  '<=': 'at_most',
  '>': 'more',
  '>=': 'at_least',
};

class Reader {
  private at = 0;
  constructor(
    private readonly tokens: readonly Token[],
    private readonly names: Names,
  ) {}

  whole(): Condition {
    const condition = this.any();
    if (this.at < this.tokens.length) throw new Unsupported(`“${this.peek()}” comes unexpectedly`);
    return condition;
  }

  private peek(): string | undefined {
    return this.tokens[this.at]?.text;
  }

  private take(text?: string): Token {
    const token = this.tokens[this.at];
    if (token === undefined || (text !== undefined && token.text !== text))
      throw new Unsupported(
        `${text ?? 'more'} was expected${token === undefined ? ' at the end' : ` before “${token.text}”`}`,
      );
    this.at += 1;
    return token;
  }

  private any(): Condition {
    const parts = [this.all()];
    while (this.peek() === 'or') {
      this.take();
      parts.push(this.all());
    }
    return parts.length === 1 ? (parts[0] as Condition) : { any: parts };
  }

  private all(): Condition {
    const parts = [this.one()];
    while (this.peek() === 'and') {
      this.take();
      parts.push(this.one());
    }
    return parts.length === 1 ? (parts[0] as Condition) : { all: parts };
  }

  private one(): Condition {
    const token = this.take();
    if (token.text === '(') return this.closed(this.any());
    if (token.text === 'not') {
      this.take('(');
      return { not: this.closed(this.any()) };
    }
    if (token.text === 'selected') {
      this.take('(');
      const step = this.question(this.take());
      this.take(',');
      return this.closed({ step, is: this.names.choice(step, this.value().text) });
    }
    if (token.text === 'string-length') {
      this.take('(');
      const step = this.closed(this.question(this.take()));
      const operator = this.take().text;
      const longest = Number(this.value().text) - (operator === '<' ? 1 : 0);
      if (operator !== '<' && operator !== '<=')
        throw new Unsupported('string-length can only be compared with < or <=');
      return { step, longest };
    }
    return this.comparison(this.question(token));
  }

  private comparison(step: string): Condition {
    const operator = this.take();
    if (operator.kind !== 'compare')
      throw new Unsupported(`a comparison was expected, not “${operator.text}”`);
    const value = this.value();
    if (value.text === '' && (operator.text === '=' || operator.text === '!='))
      return { step, answered: operator.text === '!=' };
    const right = value.kind === 'number' ? Number(value.text) : this.names.choice(step, value.text);
    if (operator.text === '!=') return { not: { step, is: right } };
    return { step, [COMPARISONS[operator.text] ?? 'is']: right } as Condition;
  }

  private closed<T>(inner: T): T {
    this.take(')');
    return inner;
  }

  private question({ kind, text }: Token): string {
    if (text === '.') return SELF;
    if (kind !== 'question') throw new Unsupported(`a question like \${name} was expected, not “${text}”`);
    const name = text.slice(2, -1).trim();
    const step = this.names.step(name);
    if (step === undefined) throw new Unsupported(`\${${name}} is no question above this row`);
    return step;
  }

  private value(): Token {
    const token = this.take();
    if (token.text === 'date') {
      this.take('(');
      return this.closed(this.value());
    }
    if (token.kind === 'number') return token;
    if (token.kind !== 'text') throw new Unsupported(`a value was expected, not “${token.text}”`);
    return { kind: 'text', text: token.text.slice(1, -1) };
  }
}

const SIGNS = { is: '=', less: '<', at_most: '<=', more: '>', at_least: '>=' } as const;

/** A condition as XLSForm writes it. `many` tells whether a step takes several choices. */
export function writeExpression(
  condition: Condition,
  names: { name(step: string): string; many(step: string): boolean },
): string {
  const inner = (one: Condition): string =>
    'all' in one || 'any' in one ? `(${writeExpression(one, names)})` : writeExpression(one, names);
  if ('all' in condition) return condition.all.map(inner).join(' and ');
  if ('any' in condition) return condition.any.map(inner).join(' or ');
  if ('not' in condition) return `not(${writeExpression(condition.not, names)})`;
  const { step, answered, longest, ...compared } = condition;
  const left = step === SELF ? '.' : `\${${names.name(step)}}`;
  if (answered !== undefined) return `${left} ${answered ? '!=' : '='} ''`;
  if (longest !== undefined) return `string-length(${left}) <= ${longest}`;
  const [[kind, value] = ['is', '']] = Object.entries(compared);
  const right = typeof value === 'number' ? String(value) : dated(String(value));
  return kind === 'is' && names.many(step)
    ? `selected(${left}, ${right})`
    : `${left} ${SIGNS[kind as Comparison]} ${right}`;
}

const dated = (value: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(value) ? `date('${value}')` : `'${value}'`;
