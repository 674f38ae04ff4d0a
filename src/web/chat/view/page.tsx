/** The whole page below `<body>`, from its state alone. */
import { lastPlan, openChoices } from '../model.js';
import { Bar, type PageProps } from './bar.js';
import { Composer } from './composer.js';
import { Bubble } from './message.js';

export function Page({ state, on }: PageProps) {
  const { texts } = state.wording;
  const plan = lastPlan(state);
  return (
    <>
      <a class="skip" href="#words">
        {texts.skip}
      </a>
      <Bar state={state} on={on} />
      <main>
        <h1 class="unseen">{texts.heading}</h1>
        {state.demo && <p class="demo">{texts.demo}</p>}
        <p class="hint">{texts.leave_hint}</p>
        <noscript>
          <p class="notice">{texts.no_script}</p>
        </noscript>
        <div
          class="log"
          role="log"
          aria-live="polite"
          aria-relevant="additions"
          aria-label={texts.conversation}
        >
          {state.messages.map((message) => (
            <Bubble
              key={message.key}
              message={message}
              texts={texts}
              on={on}
              plan={plan.includes(message) ? (message === plan.at(-1) ? 'end' : 'part') : undefined}
            />
          ))}
          <Choices state={state} on={on} />
        </div>
        {state.answering && (
          <p class="answering" aria-hidden="true">
            <i />
            <i />
            <i />
          </p>
        )}
        <Notices state={state} on={on} />
        <Composer state={state} on={on} />
      </main>
    </>
  );
}

/** Inside the log, so that somebody who listens hears what can be answered. */
function Choices({ state, on }: PageProps) {
  const choices = openChoices(state);
  if (choices.length === 0) return null;
  const last = state.messages.at(-1);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be read out as a form to fill in
    <div
      key={`choices-${last?.key}`}
      class="choices"
      role="group"
      aria-label={state.wording.texts.choices}
      lang={last?.language}
      dir={last?.direction}
    >
      {choices.map((choice) => (
        <button
          key={choice.id}
          type="button"
          class={choice.tone === 'danger' ? 'choice danger' : 'choice'}
          onClick={() => on.choose(choice)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}

/** The state of the line, said once each time it changes. */
function Notices({ state, on }: PageProps) {
  const { texts } = state.wording;
  return (
    <div class="notices" role="status">
      {state.status === 'offline' && <p class="notice">{texts.offline}</p>}
      {state.locationRefused && <p class="notice">{texts.location_refused}</p>}
      {state.status === 'ended' && (
        <p class="notice">
          <span>{texts.ended}</span>
          <button type="button" class="choice" onClick={on.startAgain}>
            {texts.start_again}
          </button>
        </p>
      )}
    </div>
  );
}
