/**
 * A request to be called, as the engine sees it: what a dialog gathers, and what it may ask the rooms that know of
 * numbers, times and promises. The engine keeps nothing of it and sees no code but the one it was just told.
 */

/** Local times, `YYYY-MM-DDTHH:MM`. */
export interface CallWindowAsked {
  start: string;
  end: string;
}

export interface PlanAsked {
  someoneElse: string;
  codeWord: string | null;
  voicemail: boolean;
  sms: boolean;
  showNumber: boolean;
  writeHere: boolean;
}

/** What the family said, before anything of it is kept. */
export interface CallbackAsked {
  name: string;
  /** E.164, or null where they call themselves. */
  phone: string | null;
  windows: CallWindowAsked[];
  plan: PlanAsked;
  language: string;
  interpreter: boolean;
  need: string | null;
  words: string | null;
  urgency: 'now' | 'soon' | 'whenever';
  recipient: 'team' | 'safeguarding_lead' | 'second_recipient';
}

/** A request's name, and the code that opens it, which is shown once. */
export interface NewRequest {
  id: string;
  reference: string;
  code: string;
}

/** What of a request may cross a border, each only with the family's yes. */
export const ABROAD_FIELDS = ['name', 'phone', 'need', 'words', 'answers', 'notes'] as const;
export type AbroadField = (typeof ABROAD_FIELDS)[number];

/** A team in another country that could take it over; `team` is its name, where it has one. */
export interface AskedAbroad {
  country: string;
  team: string | undefined;
  /** What would go: only what is there at all. */
  fields: readonly AbroadField[];
}

/** How a request stands, as its family may see it. Words and times are said in the person's language. */
export interface RequestView {
  reference: string;
  status: 'waiting' | 'claimed' | 'reached' | 'closed';
  /** How often a call was tried. */
  attempts: number;
  asked: CallbackAsked;
  /** Set while the family has to say whether a team in another country may take it over. */
  abroad: AskedAbroad | undefined;
}

/** What was read of a message that should hold a number. */
export type PhonesRead = {
  numbers: string[];
  fault: 'too_short' | 'too_long' | 'unknown_country' | 'not_in_use' | undefined;
};

export type TimesRead =
  | { windows: CallWindowAsked[] }
  /** Asked back; `meant` are the readings that can be told apart, each as a button. */
  | {
      ask: 'hour' | 'day' | 'vague' | 'past' | 'nothing_left';
      meant: { words: string; windows: CallWindowAsked[] }[];
    };

export const USUAL_TIMES = ['mornings', 'afternoons', 'evenings', 'any_time'] as const;
export type UsualTimes = (typeof USUAL_TIMES)[number];

/** What is promised before anything is sent. */
export interface Promised {
  /** True where somebody is there now for what is urgent. */
  onDuty: boolean;
  /** The promise as a day and a time in words. */
  by: string;
  /** Minutes of a promise by the clock; undefined where it is counted in working days. */
  minutes: number | undefined;
}

export interface CallbackPorts {
  /** From which age a young person may agree alone. */
  consentAge(region: string): number;
  phones(words: string, region: string): Promise<PhonesRead>;
  /** Undefined where the words say nothing about a time to come. */
  times(words: string, about: { language: string; region: string; now: number }): TimesRead | undefined;
  usualTimes(which: UsualTimes, about: { region: string; now: number }): CallWindowAsked[];
  /** In words, a line for each stretch of the day. */
  timesInWords(windows: readonly CallWindowAsked[], language: string): string;
  languageName(code: string, language: string): string;
  countryName(code: string, language: string): string;
  promise(
    asked: Pick<CallbackAsked, 'urgency' | 'windows' | 'phone'>,
    about: { language: string; region: string; now: number },
  ): Promised;
  /** Where a family calls that would rather call itself; undefined where no number was given. */
  ourNumber(region: string): string | undefined;
  /** Days after which a request is erased: after it was closed, and where nobody ever took it. */
  keep(): { closed: number; unclaimed: number };
  newRequest(): NewRequest;
  /**
   * The id that a reference and its code open. `closed`: wrong, or nothing is known of it, which is the same;
   * `wait`: too many wrong ones.
   */
  open(reference: string, code: string, now: number): Promise<{ id: string } | 'closed' | 'wait'>;
  /** Only for an id that was opened, or that the chat itself made. Undefined once it is gone. */
  view(id: string, now: number): Promise<RequestView | undefined>;
  /** Names a question that waits for its family: that there is one, not what it asks. Undefined while none does. */
  question(id: string, now: number): Promise<string | undefined>;
  /**
   * An address where its family fetches what an opened request says, as a file, for some minutes. Missing or undefined
   * where nothing is served.
   */
  file?(id: string, language: string, now: number): string | undefined;
}

/** Where nothing was chosen, the least is allowed. */
export const SAFEST: PlanAsked = {
  someoneElse: 'hang_up',
  codeWord: null,
  voicemail: false,
  sms: false,
  showNumber: false,
  writeHere: false,
};

export const portsOf = ({ callbacks }: { callbacks?: CallbackPorts }): CallbackPorts => {
  if (callbacks === undefined) throw new Error('Nobody here takes requests to be called.');
  return callbacks;
};
