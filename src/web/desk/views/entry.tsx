/** One entry: what was tapped and said, what it is about, what was answered, and what was done. */
import type { OpenedEntry } from '../../../casework/feedback/entries.js';
import { isQuarantined } from '../../../feedback/entry.js';
import type { Theme } from '../../../feedback/themes.js';
import type { FeedbackLabels } from '../../feedback/labels.js';
import type { Problems, StaffVisit } from '../visit.js';
import type { Words } from '../words.js';
import { Late, weekWords } from './entries.js';
import { Area, Choices, Form, Summary } from './fields.js';

export interface EntryState {
  visit: StaffVisit;
  opened: OpenedEntry;
  themes: readonly Theme[];
  labels: FeedbackLabels;
  zone: string;
  /** Words as they were written, the one time that somebody looks. */
  raw?: Record<string, string> | undefined;
  problems?: Problems;
  typed?: { words: string };
}

export function EntryView(state: EntryState) {
  const { visit, opened, zone, problems = {} } = state;
  const { words } = visit;
  const { entry } = opened;
  return (
    <>
      <Summary words={words} problems={problems} />
      <Late due={opened} words={words} zone={zone} />
      <dl>
        <dt>{words.say('feedback.category')}</dt>
        <dd>{words.say(`category.${entry.category}`)}</dd>
        <dt>{words.say('feedback.age')}</dt>
        <dd>{words.say('feedback.years', { age: entry.age })}</dd>
        <dt>{words.say('feedback.about')}</dt>
        <dd>{words.need(entry.about.kind)}</dd>
        <dt>{words.say('feedback.language')}</dt>
        <dd>{words.language(entry.language)}</dd>
        <dt>{words.say('feedback.week')}</dt>
        <dd>{weekWords(words, entry.week)}</dd>
        <dt>{words.say('feedback.may_show')}</dt>
        <dd>{words.say(entry.mayShow ? 'feedback.show_yes' : 'feedback.show_no')}</dd>
      </dl>
      {isQuarantined(entry) && (
        <p class="problems">
          {words.say('feedback.alone')}{' '}
          {words.say(entry.contact ? 'feedback.contact_yes' : 'feedback.contact_no')}
        </p>
      )}
      <Said {...state} />
      <Letters {...state} />
      {isQuarantined(entry) ? <Done {...state} /> : <Themes {...state} />}
    </>
  );
}

function Said({ visit, opened: { entry }, labels, raw }: EntryState) {
  const { words, csrf } = visit;
  const { code } = words;
  const shown = raw ?? entry.words;
  return (
    <section aria-labelledby="said">
      <h2 id="said">{words.say('feedback.said')}</h2>
      <dl>
        {Object.entries(entry.taps).map(([question, answer]) => (
          <>
            <dt>{labels.question(code, question, entry.age)}</dt>
            <dd>{labels.answer(code, question, answer, entry.age)}</dd>
          </>
        ))}
      </dl>
      {Object.values(shown).map((text) => (
        <div class="words" dir="auto" lang={entry.language}>
          {text}
        </div>
      ))}
      {raw !== undefined && <p role="status">{words.say('feedback.looked')}</p>}
      {raw === undefined && entry.raw && (
        <Form action={`/desk/feedback/${entry.id}/look`} csrf={csrf}>
          <p class="hint">{words.say('feedback.look_hint')}</p>
          <button type="submit" class="secondary">
            {words.say('feedback.look')}
          </button>
        </Form>
      )}
    </section>
  );
}

function Letters({ visit, opened: { entry }, problems, typed }: EntryState) {
  const { words, csrf } = visit;
  return (
    <section aria-labelledby="letters">
      <h2 id="letters">{words.say('feedback.letters')}</h2>
      {entry.letters.length > 0 && (
        <ol>
          {entry.letters.map(({ from, words: text, week }) => (
            <li>
              <strong>{words.say(`feedback.from_${from}`)}</strong> · {weekWords(words, week)}
              <div class="words" dir="auto" lang={from === 'young_person' ? entry.language : undefined}>
                {text}
              </div>
            </li>
          ))}
        </ol>
      )}
      {entry.receipt === null ? (
        <p>{words.say('feedback.no_receipt')}</p>
      ) : (
        <Form action={`/desk/feedback/${entry.id}/answer`} csrf={csrf}>
          <Area
            words={words}
            name="words"
            label={words.say('feedback.answer')}
            hint={words.say('feedback.answer_hint', { language: words.language(entry.language) })}
            problems={problems}
            value={typed?.words}
          />
          {!isQuarantined(entry) && (
            <label>
              <input type="checkbox" name="told" value="yes" /> {words.say('feedback.told')}
            </label>
          )}
          <button type="submit">{words.say('feedback.answer_send')}</button>
        </Form>
      )}
    </section>
  );
}

function Themes({ visit, opened: { entry, suggested }, themes }: EntryState) {
  const { words, csrf } = visit;
  return (
    <section aria-labelledby="themes">
      <h2 id="themes">{words.say('feedback.themes')}</h2>
      {themes.length === 0 ? (
        <p>{words.say('feedback.no_themes')}</p>
      ) : (
        <Form action={`/desk/feedback/${entry.id}/themes`} csrf={csrf}>
          <Choices
            words={words}
            name="theme"
            label={words.say('feedback.themes_choose')}
            type="checkbox"
            values={entry.themes.length > 0 ? entry.themes : suggested}
            options={themes.map((theme) => ({
              value: theme.code,
              label: suggested.includes(theme.code)
                ? words.say('feedback.suggested', { name: themeName(theme, words) })
                : themeName(theme, words),
            }))}
          />
          <button type="submit">{words.say('feedback.themes_save')}</button>
        </Form>
      )}
    </section>
  );
}

function Done({ visit, opened: { entry }, problems }: EntryState) {
  const { words, csrf } = visit;
  if (!isQuarantined(entry)) return null;
  return (
    <section aria-labelledby="what-was-done">
      <h2 id="what-was-done">{words.say('feedback.done')}</h2>
      {entry.done.length > 0 && (
        <ol>
          {entry.done.map(({ words: text, on }) => (
            <li>
              {words.day(on)}
              <div class="words" dir="auto">
                {text}
              </div>
            </li>
          ))}
        </ol>
      )}
      <Form action={`/desk/feedback/${entry.id}/done`} csrf={csrf}>
        <Area
          words={words}
          name="done"
          label={words.say('feedback.done_label')}
          hint={words.say('feedback.done_hint')}
          problems={problems}
        />
        <button type="submit">{words.say('feedback.done_save')}</button>
      </Form>
    </section>
  );
}

/** In the reader's language, or in the one that it was first written in. */
export const themeName = ({ code, name }: Theme, { code: language }: Pick<Words, 'code'>): string =>
  name[language] ?? name.en ?? Object.values(name)[0] ?? code;
