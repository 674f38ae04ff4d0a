/** What was typed, to be sent once more: after a session ended, or from a page that was too old. */
import type { Visit } from '../visit.js';

const NEVER = /^(csrf|password|again|code)$/;

export function AgainView({ visit, login }: { visit: Visit; login: boolean }) {
  const { words, form, csrf, path } = visit;
  const typed = form.entries().filter(([name]) => !NEVER.test(name));
  return (
    <form method="post" action={path} class="stacked">
      <input type="hidden" name="csrf" value={csrf} />
      <p>{words.say('problem.again_why')}</p>
      {login && (
        <p>
          <a href="/desk/login" target="_blank" rel="noopener">
            {words.say('login.title')}
          </a>
        </p>
      )}
      {typed.map(([name, value]) => (
        <textarea name={name} rows={value.length > 60 ? 4 : 1} aria-label={words.say('do.note')}>
          {value}
        </textarea>
      ))}
      <button type="submit">{words.say('problem.again_button')}</button>
    </form>
  );
}
