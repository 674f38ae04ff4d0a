/** What stands around every page: the way past it, the menu, the languages, and what was just done. */
import type { ComponentChildren } from 'preact';
import type { StaffAction } from '../../../casework/may.js';
import { escapeHtml, toHtml } from '../../chat/to-html.js';
import type { DeskText } from '../texts.js';
import { type PageAnswer, saidText, type Visit } from '../visit.js';
import type { Words } from '../words.js';

export interface DeskLanguage {
  code: string;
  name: string;
}

export interface Around {
  visit: Visit;
  languages: readonly DeskLanguage[];
  /** Addresses of script and style. */
  script: string;
  style: string;
}

const MENU: readonly { path: string; text: DeskText; needs: StaffAction }[] = [
  { path: '/desk/queue/mine', text: 'nav.queue', needs: 'queue:read' },
  { path: '/desk/figures', text: 'nav.figures', needs: 'figures:read' },
  { path: '/desk/concerns', text: 'nav.concerns', needs: 'concern:read' },
  { path: '/desk/feedback', text: 'nav.feedback', needs: 'feedback:read' },
  { path: '/desk/results', text: 'nav.results', needs: 'feedback:publish' },
  { path: '/desk/board', text: 'nav.board', needs: 'feedback:publish' },
  { path: '/desk/staff', text: 'nav.staff', needs: 'staff:manage' },
  { path: '/desk/sessions', text: 'nav.sessions', needs: 'own:sessions' },
  { path: '/desk/elsewhere', text: 'nav.elsewhere', needs: 'own:sessions' },
];

export function documentOf(answer: PageAnswer, around: Around): string {
  const { words } = around.visit;
  const refresh =
    answer.again === undefined
      ? ''
      : `<noscript><meta http-equiv="refresh" content="${Math.max(1, Math.ceil(answer.again))}"></noscript>`;
  return `<!doctype html>
<html lang="${escapeHtml(words.code)}" dir="${words.direction}">
<head>
<meta charset="utf-8">
<title>${escapeHtml(`${answer.tab ?? answer.title} – ${words.say('page.title')}`)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=no">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${around.style}">
<script src="${around.script}" defer></script>
${refresh}
</head>
<body>
${toHtml(<Body answer={answer} around={around} />)}
</body>
</html>
`;
}

function Body({ answer, around }: { answer: PageAnswer; around: Around }) {
  const { visit } = around;
  const { words } = visit;
  const said = saidText(visit.query.get('said'));
  return (
    <>
      <a class="skip" href="#content">
        {words.say('page.skip')}
      </a>
      <Bar here={answer.here ?? visit.path} around={around} />
      <main id="content" tabIndex={-1}>
        <Line words={words} isIn={visit.staff !== undefined} />
        {said && (
          <p class="said" role="status">
            {words.say(said)}
          </p>
        )}
        <h1>{answer.title}</h1>
        {answer.body}
      </main>
    </>
  );
}

function Bar({ here, around: { visit, languages } }: { here: string; around: Around }) {
  const { words, staff } = visit;
  return (
    <header>
      {staff && (
        <nav aria-label={words.say('page.menu')}>
          <ul>
            {MENU.filter(({ needs }) => visit.may(needs)).map(({ path, text }) => (
              <li>
                <a href={path} aria-current={isHere(here, path) ? 'page' : undefined}>
                  {words.say(text)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <nav class="languages" aria-label={words.say('page.language')}>
        <ul>
          {languages.map(({ code, name }) => (
            <li>
              <a
                href={`${here}?lang=${code}`}
                lang={code}
                hreflang={code}
                aria-current={code === words.code ? 'true' : undefined}
              >
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {staff && (
        <form method="post" action="/desk/logout">
          <input type="hidden" name="csrf" value={visit.csrf} />
          <span class="who">{words.say('page.signed_in', { name: staff.name })}</span>{' '}
          <button type="submit" class="bare">
            {words.say('page.logout')}
          </button>
        </form>
      )}
    </header>
  );
}

const isHere = (here: string, path: string): boolean =>
  here === path || (path.startsWith('/desk/queue') && here.startsWith('/desk/queue'));

/** Where the script says how the connection is; its words are here, so that it needs none of its own. */
function Line({ words, isIn }: { words: Words; isIn: boolean }) {
  return (
    <p
      id="line"
      role="status"
      data-signed={isIn ? 'yes' : undefined}
      data-lost={words.say('line.lost')}
      data-back={words.say('line.back')}
      data-ended={words.say('line.ended')}
    />
  );
}

export const partOf = (body: ComponentChildren): string => toHtml(body);
