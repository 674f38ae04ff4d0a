/**
 * Where a person writes. The field is the browser's own, not ours: what was typed before the script came, or while
 * the line is down, stays. It has no name and no form, so that nothing typed can ever end up in an address.
 */
import type { PageProps } from './bar.js';
import { Icon } from './icon.js';

export const FIELD = 'words';

export function Composer({ state, on }: PageProps) {
  const { texts } = state.wording;
  const send = () => {
    const field = document.getElementById(FIELD) as HTMLTextAreaElement;
    if (field.value.trim() === '') return;
    on.say(field.value.trim());
    field.value = '';
    field.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, Enter chooses a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <div class="composer">
      <label class="unseen" for={FIELD}>
        {texts.write}
      </label>
      <textarea
        id={FIELD}
        rows={1}
        maxLength={4096}
        dir="auto"
        placeholder={texts.write}
        autocomplete="off"
        spellcheck={false}
        enterkeyhint="send"
        onKeyDown={onKeyDown}
      />
      <button type="button" class="send" aria-label={texts.send} onClick={send}>
        <Icon name="send" />
      </button>
    </div>
  );
}
