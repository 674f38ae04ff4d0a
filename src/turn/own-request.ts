/** What is kept of a request, as its family may take it along: in their language, word for word what they said. */
import type { CallbackRequest } from '../callbacks/request.js';
import type { CallbackPorts } from '../engine/callback.js';
import { linesOf } from '../engine/callback-lines.js';
import type { Ports } from '../engine/ports.js';
import type { Speech } from '../language/speech.js';
import { BY_FAMILY } from './callbacks.js';
import { saidText } from './said.js';

export function ownRequestText(request: CallbackRequest, callbacks: CallbackPorts, speech: Speech): string {
  const { name, phone, windows, plan, language, interpreter, need, words, urgency, recipient } = request;
  const asked = { name, phone, windows, plan, language, interpreter, need, words, urgency, recipient };
  const context = { language: speech.language, ports: { callbacks } as Pick<Ports, 'callbacks'> };
  const status = request.status === 'taken_back' ? 'closed' : request.status;
  const said = saidText(
    {
      type: 'said',
      text: { key: 'callback:opened.title', with: { reference: request.reference } },
      lines: linesOf(asked, 0, context),
    },
    speech,
  );
  const answers = request.answers.map(({ question, answer }) => `${question} ${answer}`);
  const notes = request.notes.filter(({ by }) => by === BY_FAMILY).map(({ text }) => text);
  return `${[said, ...answers, ...notes, speech.say(`callback:opened.status.${status}`)].join('\n')}\n`;
}
