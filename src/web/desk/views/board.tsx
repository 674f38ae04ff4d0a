/** What stands on the board or is to: each promise with who agreed to it, and a form to write one. */
import type { Quotable } from '../../../casework/feedback/board-work.js';
import type { HeldPromise } from '../../../casework/feedback/promises.js';
import { APPROVERS, isLate, type Promised, STANDS, type Theme } from '../../../feedback/themes.js';
import type { Problems, StaffVisit } from '../visit.js';
import type { Words } from '../words.js';
import { themeName } from './entry.js';
import { Area, Form, Input, options, Select, Summary } from './fields.js';

/** A form as it was typed. */
export interface TypedPromise {
  theme: string;
  stands: string;
  owner: string;
  date: string;
  youSaid: Record<string, string>;
  we: Record<string, string>;
  quotes: Record<string, string>;
}

export interface BoardState {
  visit: StaffVisit;
  themes: readonly Theme[];
  /** Languages the board is in. */
  languages: readonly string[];
  today: string;
  problems?: Problems;
  typed?: TypedPromise | undefined;
}

export function BoardList(
  state: BoardState & { promises: readonly HeldPromise[]; names: ReadonlyMap<string, string>; late: boolean },
) {
  const { visit, promises, themes, today } = state;
  const { words } = visit;
  return (
    <>
      <p>
        {words.say('board.intro')} <a href="/board">{words.say('board.read_it')}</a>
      </p>
      {state.late && <p class="wrong">{words.say('board.quarter_late')}</p>}
      {promises.length === 0 && <p>{words.say('board.none')}</p>}
      <ul>
        {promises.map(({ promise }) => (
          <li>
            <a href={`/desk/board/${promise.id}`}>{nameOf(promise.theme, themes, words)}</a> ·{' '}
            <State promise={promise} words={words} today={today} />
          </li>
        ))}
      </ul>
      {visit.may('board:propose') && (
        <>
          <h2>{words.say('board.add')}</h2>
          <Write {...state} action="/desk/board" button={words.say('board.propose')} quotable={[]} />
        </>
      )}
    </>
  );
}

export function BoardOne(
  state: BoardState & {
    held: HeldPromise;
    quotable: readonly Quotable[];
    names: ReadonlyMap<string, string>;
  },
) {
  const { visit, held, themes, names, today } = state;
  const { promise, version } = held;
  const { words, csrf } = visit;
  const here = `/desk/board/${promise.id}`;
  return (
    <>
      <Summary words={words} problems={state.problems ?? {}} />
      <p>
        <State promise={promise} words={words} today={today} />
      </p>
      <dl>
        <dt>{words.say('board.theme')}</dt>
        <dd>{nameOf(promise.theme, themes, words)}</dd>
        <Each name={words.say('board.you_said')} texts={promise.youSaid} />
        <Each name={words.say(`stands.${promise.stands}`)} texts={promise.we} />
        <dt>{words.say('board.owner')}</dt>
        <dd dir="auto">{promise.owner}</dd>
        <dt>{words.say('board.date')}</dt>
        <dd>{words.day(promise.date)}</dd>
        {promise.quotes.map(({ words: quote }) => (
          <>
            <dt>{words.say('board.quotes')}</dt>
            <dd>
              <q dir="auto">{quote}</q>
            </dd>
          </>
        ))}
      </dl>
      <p>
        {words.say('board.approvals', {
          count: words.number(promise.approvedBy.length),
          needed: words.number(APPROVERS),
        })}{' '}
        {promise.approvedBy.map((id) => names.get(id) ?? '–').join(', ')}
      </p>
      {promise.published === null && (
        <>
          <Form action={`${here}/approve`} csrf={csrf} class="inline">
            <input type="hidden" name="version" value={version} />
            <button type="submit">{words.say('board.approve')}</button>
          </Form>
          <Form action={`${here}/publish`} csrf={csrf} class="inline">
            <input type="hidden" name="version" value={version} />
            <button type="submit">{words.say('board.publish')}</button>
          </Form>
        </>
      )}
      {visit.may('board:propose') && (
        <>
          <Form action={`${here}/remove`} csrf={csrf} class="inline">
            <button type="submit" class="secondary">
              {words.say('board.remove')}
            </button>
          </Form>
          <Write
            {...state}
            action={here}
            button={words.say('board.save')}
            typed={state.typed ?? typedOf(promise)}
          />
        </>
      )}
    </>
  );
}

function State({ promise, words, today }: { promise: Promised; words: Words; today: string }) {
  return (
    <>
      {words.say(promise.published === null ? 'board.waiting' : 'board.on_board')} ·{' '}
      {words.say(`stands.${promise.stands}`)} · {words.day(promise.date)}
      {isLate(promise, today) && (
        <>
          {' '}
          <strong class="wrong">{words.say('board.late')}</strong>
        </>
      )}
    </>
  );
}

function Each({ name, texts }: { name: string; texts: Record<string, string> }) {
  return (
    <>
      <dt>{name}</dt>
      {Object.entries(texts).map(([language, text]) => (
        <dd dir="auto" lang={language}>
          {text}
        </dd>
      ))}
    </>
  );
}

function Write({
  visit,
  themes,
  languages,
  problems,
  typed,
  action,
  button,
  quotable,
}: BoardState & { action: string; button: string; quotable: readonly Quotable[] }) {
  const { words, csrf } = visit;
  const common = { words, problems };
  return (
    <Form action={action} csrf={csrf}>
      <p class="hint">{words.say('board.role_note')}</p>
      <Select
        {...common}
        name="theme"
        label={words.say('board.theme')}
        options={themes.map((theme) => ({ value: theme.code, label: themeName(theme, words) }))}
        value={typed?.theme}
      />
      {languages.map((language) => (
        <Area
          {...common}
          name={`said-${language}`}
          label={words.say('board.you_said_in', { language: words.language(language) })}
          value={typed?.youSaid[language]}
        />
      ))}
      <Select
        {...common}
        name="stands"
        label={words.say('board.stands')}
        options={options(words, STANDS, (one) => `stands.${one}`)}
        value={typed?.stands}
      />
      {languages.map((language) => (
        <Area
          {...common}
          name={`we-${language}`}
          label={words.say('board.we_in', { language: words.language(language) })}
          value={typed?.we[language]}
        />
      ))}
      <Input
        {...common}
        name="owner"
        label={words.say('board.owner')}
        hint={words.say('board.owner_hint')}
        value={typed?.owner}
      />
      <Input
        {...common}
        name="date"
        label={words.say('board.date')}
        hint={words.say('staff.date_hint')}
        value={typed?.date}
      />
      {quotable.map(({ entry, words: text }) => (
        <>
          <p class="words" dir="auto">
            {text}
          </p>
          <Area
            {...common}
            name={`quote-${entry}`}
            label={words.say('board.quotes')}
            hint={words.say('board.quotes_hint')}
            value={typed?.quotes[entry]}
            rows={2}
          />
        </>
      ))}
      <button type="submit">{button}</button>
    </Form>
  );
}

const nameOf = (code: string, themes: readonly Theme[], words: Words): string => {
  const theme = themes.find((one) => one.code === code);
  return theme === undefined ? code : themeName(theme, words);
};

const typedOf = ({ theme, stands, owner, date, youSaid, we, quotes }: Promised): TypedPromise => ({
  theme,
  stands,
  owner,
  date,
  youSaid,
  we,
  quotes: Object.fromEntries(quotes.map(({ entry, words }) => [entry, words])),
});
