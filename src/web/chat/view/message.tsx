/** One bubble. A danger card is announced at once; everything else when the reader is free. */
import type { Actions, Message } from '../model.js';
import type { PageTexts } from '../texts.js';
import { Links } from './links.js';
import { Words } from './words.js';

export interface MessageProps {
  message: Message;
  texts: PageTexts;
  on: Actions;
  /** Where it stands in the plan that can be printed; the button is at its end. */
  plan?: 'part' | 'end' | undefined;
}

export function Bubble({ message, texts, on, plan }: MessageProps) {
  const danger = message.tone === 'danger';
  return (
    <div
      class={`bubble ${message.from}${danger ? ' danger' : ''}${plan ? ' plan' : ''}`}
      id={`m-${message.key}`}
      tabIndex={-1}
      lang={message.language}
      dir={message.direction}
      role={danger ? 'alert' : undefined}
    >
      <span class="unseen">{`${speaker(message, texts)}: `}</span>
      <p>
        <Words text={message.text} />
      </p>
      <Links links={message.links} texts={texts} />
      {plan === 'end' && (
        <button type="button" class="choice print" onClick={on.print}>
          {texts.print}
        </button>
      )}
      <DeliveryNote message={message} texts={texts} on={on} />
    </div>
  );
}

function speaker(message: Message, texts: PageTexts): string {
  if (message.from === 'person') return texts.you;
  return message.tone === 'danger' ? texts.urgent : texts.bot;
}

function DeliveryNote({ message, texts, on }: Omit<MessageProps, 'plan'>) {
  if (message.delivery === 'done') return null;
  if (message.delivery === 'waiting') return <small class="note waiting">{texts.waiting}</small>;
  return (
    <small class="note failed">
      <span>{texts.failed}</span>
      <button type="button" onClick={() => on.sendAgain(message.key)}>
        {texts.send_again}
      </button>
    </small>
  );
}
