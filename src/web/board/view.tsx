/** The board as everybody reads it: what young people said, what was done about it, and what was counted. */
import { CATEGORY } from '../../feedback/counts.js';
import { AGE_GROUPS, CATEGORIES } from '../../feedback/entry.js';
import { type ResultRow, type Results, rowsBy } from '../../feedback/results.js';
import { ALL, OTHER } from '../../feedback/suppress.js';
import { isLate, type Promised } from '../../feedback/themes.js';
import { AnswersTable } from '../tables.js';
import { AnswerChart } from './chart.js';
import type { BoardContent, BoardLanguage, BoardNames } from './model.js';

export interface BoardState {
  content: BoardContent;
  names: BoardNames;
  language: BoardLanguage;
  languages: readonly Pick<BoardLanguage, 'code' | 'name'>[];
  /** The quarter whose tables are shown. */
  quarter: string | undefined;
}

export function BoardView(state: BoardState) {
  const { language, languages, content } = state;
  return (
    <>
      <header>
        <nav aria-label={language.say('language')}>
          <ul>
            {languages.map(({ code, name }) => (
              <li>
                <a
                  href={`/board?lang=${code}`}
                  lang={code}
                  hreflang={code}
                  aria-current={code === language.code ? 'true' : undefined}
                >
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main>
        <h1>{language.say('title')}</h1>
        <p>{language.say('intro')}</p>
        <section aria-labelledby="promises">
          <h2 id="promises">{language.say('promises')}</h2>
          {content.late && (
            <p class="late">
              <strong>{language.say('nothing_new')}</strong>
            </p>
          )}
          {content.promises.length === 0 && <p>{language.say('no_promises')}</p>}
          {content.promises.map((promise) => (
            <Kept promise={promise} {...state} />
          ))}
        </section>
        <Tables {...state} />
        <p>
          <a href="/">{language.say('chat')}</a>
        </p>
      </main>
    </>
  );
}

function Kept({ promise, names, language, content }: BoardState & { promise: Promised }) {
  const theme = names.themes.find(({ code }) => code === promise.theme);
  const date = language.day(promise.date);
  return (
    <article>
      <h3>{theme === undefined ? promise.theme : <Spoken texts={theme.name} language={language} />}</h3>
      <p class="label">{language.say('you_said')}</p>
      <p>
        <Spoken texts={promise.youSaid} language={language} />
      </p>
      {promise.quotes.map(({ words }) => (
        <p>
          <q dir="auto">{words}</q>
        </p>
      ))}
      <p class="label">{language.say(`stands.${promise.stands}`)}</p>
      <p>
        <Spoken texts={promise.we} language={language} />
      </p>
      <p class="small">
        <bdi>{language.say('owner', { owner: promise.owner })}</bdi>
        <br />
        {language.say(promise.stands === 'doing' ? 'by' : 'since', { date })}
        {isLate(promise, content.today) && (
          <>
            {' '}
            <strong class="late">{language.say('late')}</strong>
          </>
        )}
      </p>
    </article>
  );
}

/** In the reader's language, or in the one in which it was first written. */
function Spoken({ texts, language }: { texts: Record<string, string>; language: BoardLanguage }) {
  const code = [language.code, 'en', ...Object.keys(texts)].find((one) => texts[one] !== undefined) ?? 'en';
  const text = texts[code] ?? '';
  return code === language.code ? (
    <>{text}</>
  ) : (
    <span lang={code} dir="auto">
      {text}
    </span>
  );
}

function Tables(state: BoardState) {
  const { content, language, quarter } = state;
  const quarters = [...new Set(content.results.map((one) => one.quarter))].sort().reverse();
  const shown = content.results.filter((one) => one.quarter === quarter);
  return (
    <section aria-labelledby="results">
      <h2 id="results">{language.say('results')}</h2>
      <p>{language.say('results_note')}</p>
      {quarters.length === 0 && <p>{language.say('no_results')}</p>}
      {quarters.length > 1 && (
        <nav aria-label={language.say('quarters')}>
          <ul>
            {quarters.map((one) => (
              <li>
                <a
                  href={`/board?lang=${language.code}&quarter=${one}`}
                  aria-current={one === quarter ? 'true' : undefined}
                >
                  {one}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {quarter !== undefined && <h3>{language.say('quarter', { quarter })}</h3>}
      {shown.map((results, at) => (
        <Table results={results} id={`table-${at}`} {...state} />
      ))}
    </section>
  );
}

function Table({ results, id, names, language }: BoardState & { results: Results; id: string }) {
  const { question, answers } = results;
  const { code } = language;
  const ages = rowsBy(results, ['age']).rows.sort((a, b) => rank(a) - rank(b));
  const whole = rowsBy(results, []).rows;
  const rows = [...whole, ...ages, ...rowsBy(results, ['service']).rows];
  // Children of different ages are asked in different words: those of the youngest that are shown.
  const asked = ages.find((row) => row.answers !== null)?.age ?? ages[0]?.age;
  const title =
    question === CATEGORY ? language.say('category_question') : names.labels.question(code, question, asked);
  const label = (answer: string): string => {
    if (answer === OTHER) return language.say('other');
    const category = CATEGORIES.find((one) => question === CATEGORY && one === answer);
    return category === undefined
      ? names.labels.answer(code, question, answer, asked)
      : language.say(`category.${category}`);
  };
  const all = whole[0]?.answers;
  return (
    <article aria-labelledby={`${id}-title`}>
      <h4 id={`${id}-title`}>{title}</h4>
      {all === null || all === undefined ? (
        <p>{language.say('too_few')}</p>
      ) : (
        <>
          <AnswerChart
            id={`${id}-chart`}
            title={title}
            rtl={language.direction === 'rtl'}
            bars={answers.map((answer) => {
              const count = all[answer] ?? 0;
              return { label: label(answer), count, number: language.number(count) };
            })}
          />
          <AnswersTable
            labelledBy={`${id}-title`}
            answers={answers}
            rows={rows}
            label={label}
            who={(row) => whoOf(row, names, language)}
            number={language.number}
            head={language.say('who')}
            tooFew={language.say('too_few')}
          />
        </>
      )}
    </article>
  );
}

const rank = ({ age }: ResultRow): number => AGE_GROUPS.findIndex((group) => group === age);

function whoOf({ service, age }: ResultRow, names: BoardNames, language: BoardLanguage): string {
  if (service !== ALL) return names.service(service, language.code);
  return age === ALL ? language.say('everybody') : language.say('years', { age });
}
