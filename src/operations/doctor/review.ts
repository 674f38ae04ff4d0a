/**
 * The yearly review by the four standards of Keeping Children Safe, and the plan by which “What would help us?” is
 * evaluated, as a checklist: what the software knows is filled in, the rest is for people to tick.
 */

export interface Known {
  /** Undefined where it could not be looked at. */
  staff: { all: number; conductSigned: number; trained: number } | undefined;
  leadNamed: boolean;
  secondNamed: boolean;
  languages: readonly { code: string; textsReviewed: boolean; dangerSigned: boolean }[];
  /** Numbers whose confirmation is older than 180 days. */
  oldConfirmations: number;
  backupFresh: boolean;
}

export interface Point {
  part: 'policy' | 'people' | 'procedures' | 'accountability' | 'evaluation';
  ask: string;
  /** `yes` and `no` are known from here; `people` must be answered by people. */
  answer: 'yes' | 'no' | 'people';
  known?: string;
}

const told = (yes: boolean, known: string): Pick<Point, 'answer' | 'known'> => ({
  answer: yes ? 'yes' : 'no',
  known,
});
const people = { answer: 'people' } as const;

export function reviewPoints(known: Known): Point[] {
  const { staff, languages } = known;
  const unread = languages.filter(({ textsReviewed }) => !textsReviewed).map(({ code }) => code);
  const unsigned = languages.filter(({ dangerSigned }) => !dangerSigned).map(({ code }) => code);
  const list = (codes: readonly string[]) => (codes.length === 0 ? 'none is left' : codes.join(', '));
  return [
    {
      part: 'policy',
      ask: 'The safeguarding policy was read again this year and is the one people see.',
      ...people,
    },
    {
      part: 'policy',
      ask: 'Every language was read by somebody who speaks it.',
      ...told(unread.length === 0, `not read: ${list(unread)}`),
    },
    {
      part: 'people',
      ask: 'A safeguarding lead and a second recipient outside the line are named.',
      ...told(known.leadNamed && known.secondNamed, known.secondNamed ? 'both are named' : 'one is missing'),
    },
    {
      part: 'people',
      ask: 'Everybody who works here signed the code of conduct.',
      ...(staff === undefined
        ? people
        : told(staff.all > 0 && staff.conductSigned === staff.all, `${staff.conductSigned} of ${staff.all}`)),
    },
    {
      part: 'people',
      ask: 'Everybody’s safeguarding training counts today.',
      ...(staff === undefined
        ? people
        : told(staff.all > 0 && staff.trained === staff.all, `${staff.trained} of ${staff.all}`)),
    },
    { part: 'people', ask: 'Accounts of those who left are gone, and roles still fit.', ...people },
    {
      part: 'procedures',
      ask: 'Texts of danger are signed in every language.',
      ...told(unsigned.length === 0, `not signed: ${list(unsigned)}`),
    },
    {
      part: 'procedures',
      ask: 'Every number on a danger card was confirmed within 180 days.',
      ...told(known.oldConfirmations === 0, `${known.oldConfirmations} are older`),
    },
    {
      part: 'procedures',
      ask: 'The map of local services was gone through with those who run them.',
      ...people,
    },
    { part: 'procedures', ask: 'A concern about staff was played through, past every team.', ...people },
    { part: 'procedures', ask: 'National law on the duty to report was looked up again.', ...people },
    {
      part: 'accountability',
      ask: 'Backups are fresh, and one was brought back on another computer this year.',
      ...(known.backupFresh ? people : told(false, 'the last backup is too old')),
    },
    {
      part: 'accountability',
      ask: 'Times to first call and closures were looked at with the teams.',
      ...people,
    },
    {
      part: 'accountability',
      ask: 'Complaints and feedback were answered, and the board says what changed.',
      ...people,
    },
    ...languages.map(
      ({ code }): Point => ({
        part: 'evaluation',
        ask: `Cognitive interviews about “What would help us?” in ${code}: five people or more.`,
        ...people,
      }),
    ),
    { part: 'evaluation', ask: 'People can say in their own words what each question asks.', ...people },
    {
      part: 'evaluation',
      ask: 'Caseworkers rated how useful the answers are that families passed on.',
      ...people,
    },
    {
      part: 'evaluation',
      ask: 'Nothing of it is kept but counts, and nobody calls it a validated test.',
      ...people,
    },
  ];
}
