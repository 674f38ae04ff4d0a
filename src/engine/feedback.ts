/**
 * What young people say of the help they get, as the engine sees it: what a talk gathers, and what it may ask the rooms
 * that know of receipts and of what became of words. Nobody's name, place in line or time is among it.
 */

export type FeedbackAge = '6-9' | '10-13' | '14-17' | '18-25';

/** What is sent; whom it goes to follows from it. */
export interface FeedbackSaid {
  age: FeedbackAge;
  /** A kind of help, coarse enough to say nothing about who was there. */
  about: string;
  category: string;
  /** By question: the answer that was tapped. */
  taps: Record<string, string>;
  /** By question: words as they were written. */
  words: Record<string, string>;
  mayShow: boolean;
  language: string;
  /** Words or a button said harm: it goes at once to one role, as was told before. */
  harm: boolean;
  /** It is about the one who reads such words: somebody outside reads it. */
  aboutLead: boolean;
  /** The young person chose to be contacted. */
  contact: boolean;
}

/** What the channel itself knows of whoever writes in it. */
export const CHANNEL_SORTS = ['web', 'messenger', 'sms', 'email'] as const;
export type ChannelSort = (typeof CHANNEL_SORTS)[number];

/** Hours and working days that are promised. */
export interface FeedbackPromises {
  sensitiveHours: number;
  firstAnswerDays: number;
  resultDays: number;
}

export type ReceiptRead =
  | { code: number[] }
  /** So many pictures were found; `needed` is how many there are. */
  | { fault: 'length'; found: number; needed: number }
  /** Parts from nought that look wrong; empty where more is wrong than can be told. */
  | { fault: 'wrong'; parts: number[] };

/**
 * What became of what was sent. A receipt that nobody knows is told like one of which nothing is to be told yet, so
 * that nobody learns from the answer whether there is such a receipt.
 */
export interface FeedbackNews {
  status: 'waiting' | 'read' | 'acted';
  letters: { from: 'reader' | 'young_person'; words: string }[];
}

export interface FeedbackPorts {
  channel: ChannelSort;
  /** Where the chat page is; undefined where the operator named no address. */
  page: string | undefined;
  promises(): FeedbackPromises;
  newReceipt(): number[];
  /** Its parts as they are shown: pictures with their words and numbers. */
  showReceipt(code: readonly number[], language: string): string[];
  readReceipt(written: string): ReceiptRead;
  /** What the receipt is looked up by, known or not; or how many minutes to wait, because of too many tries. */
  open(code: readonly number[], now: number): Promise<{ receipt: string } | { wait: number }>;
  news(receipt: string): Promise<FeedbackNews>;
}

export const feedbackOf = ({ feedback }: { feedback?: FeedbackPorts }): FeedbackPorts => {
  if (feedback === undefined) throw new Error('Nobody here takes feedback.');
  return feedback;
};
