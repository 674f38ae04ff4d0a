/**
 * What stays known of a person from one answer to the next, whatever dialog they are in: how one talks to them, and
 * that there is a request. Events change it, and nothing else does.
 */
import type { Event } from './events.js';
import type { Session } from './session.js';

type Kept = Pick<
  Session,
  'language' | 'languageChosen' | 'region' | 'child' | 'request' | 'earlier' | 'handed'
>;

export class Known {
  language: string;
  private languageChosen: boolean;
  /** In this turn: then what was said last is said again. */
  languageChanged = false;
  region: string;
  child: boolean;
  request: Session['request'];
  earlier: string[];
  handed: Session['handed'];

  constructor({ language, languageChosen, region, child, request, earlier, handed }: Kept) {
    this.language = language;
    this.languageChosen = languageChosen;
    this.region = region;
    this.child = child ?? false;
    this.request = request;
    this.earlier = earlier ?? [];
    this.handed = handed;
  }

  heed(event: Event): void {
    switch (event.type) {
      case 'region_changed':
        this.region = event.region;
        break;
      case 'child_known':
        this.child = true;
        break;
      case 'answers_handed':
        if (event.to === 'callback')
          this.handed = event.answers.map(({ question, answer }) => ({ question, answer }));
        break;
      case 'callback_requested': {
        const { id, reference } = event.made;
        if (this.request !== undefined) this.earlier = [...this.earlier, this.request.id];
        this.request = { id, reference };
        this.handed = undefined;
        break;
      }
      case 'callback_taken_back':
        if (this.request?.id === event.id) this.request = undefined;
        this.earlier = this.earlier.filter((id) => id !== event.id);
        break;
      case 'language_changed':
        this.language = event.language;
        this.languageChosen = true;
        this.languageChanged = true;
        break;
      default:
        break;
    }
  }

  /** From here on the chat was told of this question about its request. */
  told(question: string): void {
    if (this.request !== undefined) this.request = { ...this.request, told: question };
  }

  /** Answers of this dialog that were to go along with a request go no longer. */
  forget(dialog: string): void {
    if (this.handed?.some(({ question }) => question.key.startsWith(`${dialog}:`))) this.handed = undefined;
  }

  /** The session with this in the place of what was known before. */
  within(session: Session): Session {
    const { child: _said, request: _sent, earlier: _others, handed: _ticked, ...rest } = session;
    return {
      ...rest,
      language: this.language,
      languageChosen: this.languageChosen,
      region: this.region,
      ...(this.child ? { child: true } : {}),
      ...(this.request === undefined ? {} : { request: this.request }),
      ...(this.earlier.length === 0 ? {} : { earlier: this.earlier }),
      ...(this.handed === undefined ? {} : { handed: this.handed }),
    };
  }
}
