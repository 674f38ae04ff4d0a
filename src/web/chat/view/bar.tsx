/** The top of the page, always in sight: help now, the language, and the way out. All three work without script. */
import type { Actions, PageLanguage, PageState } from '../model.js';
import { Icon } from './icon.js';
import { Links } from './links.js';
import { Words } from './words.js';

export interface PageProps {
  state: PageState;
  on: Actions;
}

export function Bar({ state, on }: PageProps) {
  const { texts } = state.wording;
  return (
    <header class="bar">
      <div class="row">
        <HelpNow state={state} on={on} />
        <Languages state={state} on={on} />
        <a
          class="leave"
          href={`/exit?c=${state.nonce}`}
          rel="noreferrer nofollow"
          draggable={false}
          aria-label={texts.leave_name}
          onClick={instead(on.leave)}
        >
          <span>{texts.leave}</span>
          <Icon name="leave" />
        </a>
      </div>
    </header>
  );
}

/** Opens a card of its own that is already here, so it answers before the script is loaded and without a network. */
function HelpNow({ state, on }: PageProps) {
  const { texts, emergency } = state.wording;
  return (
    <details class="help" open={state.helpOpen}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is a button of its own right */}
      <summary onClick={instead(on.helpNow)}>
        <Icon name="help" />
        <span>{texts.help}</span>
      </summary>
      {emergency && (
        <section class="card danger" aria-label={texts.urgent}>
          <p>
            <Words text={emergency.text} />
          </p>
          <Links links={emergency.links} texts={texts} />
          <button type="button" class="plain" onClick={on.closeHelp}>
            {texts.close}
          </button>
        </section>
      )}
    </details>
  );
}

function Languages({ state, on }: PageProps) {
  const { texts, code } = state.wording;
  const choose = (language: PageLanguage) => (event: Event) => {
    event.preventDefault();
    (event.currentTarget as Element).closest('details')?.removeAttribute('open');
    on.speak(language);
  };
  return (
    <details class="languages">
      <summary aria-label={`${texts.language}: ${code.toUpperCase()}`}>
        <Icon name="language" />
        <span>{code.toUpperCase()}</span>
      </summary>
      <ul class="card">
        {state.languages.map((language) => (
          <li key={language.code}>
            <a
              href={`/c/${state.nonce}?lang=${language.code}`}
              lang={language.code}
              dir={language.direction}
              hreflang={language.code}
              aria-current={language.code === code ? 'true' : undefined}
              onClick={choose(language)}
            >
              {language.name}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Does this in place of what the browser would do. */
function instead(action: () => void) {
  return (event: Event) => {
    event.preventDefault();
    action();
  };
}
