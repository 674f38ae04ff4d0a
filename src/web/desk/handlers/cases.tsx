/** One request: looked at, and everything that is done with it. What is refused is told on the page it came from. */
import { CLOSINGS, HANDOVER_FIELDS, OUTCOMES } from '../../../callbacks/request.js';
import type { Action } from '../../../callbacks/status.js';
import type { DeskRooms } from '../parts.js';
import { type CaseState, CaseView } from '../views/case.js';
import { type Answer, type Problems, page, type StaffVisit, to } from '../visit.js';
import { denied, plain, refusalWords } from './refused.js';

const NOTE_MOST = 2000;
const TEXT_MOST = 4000;
const REASON_MOST = 500;

type Read = { action: Action; said: string } | { problems: Problems };

export const caseHandlers = (parts: DeskRooms) => {
  const { cases, organization } = parts;

  async function shown(visit: StaffVisit, wrong?: CaseState['wrong'], status = 200): Promise<Answer> {
    const id = visit.params.id ?? '';
    const here = `/desk/requests/${id}`;
    const opened = await cases.open(visit.staff, id);
    if (!opened.ok) {
      const why = opened.refused;
      if (why === 'gone') return plain(visit, 404, 'refusal.gone');
      if (why === 'try_again') return plain(visit, 503, 'refusal.try_again', here);
      return denied(visit, why === 'team' || why === 'region' ? why : 'role');
    }
    const { reference } = opened.request;
    const state: CaseState = {
      visit,
      id,
      opened,
      organization,
      colleagues: await parts.people(),
      ...(wrong === undefined ? {} : { wrong }),
    };
    return page(visit.words.say('case.title', { reference }), <CaseView {...state} />, {
      status,
      here,
      ...(opened.phone !== null && opened.contact.allowed
        ? { again: (opened.contact.until - visit.now) / 1000 }
        : {}),
    });
  }

  /** A form of the page: read, done, and told in the page that follows; or the same page with what was wrong. */
  const doing =
    (form: string, read: (visit: StaffVisit) => Read) =>
    async (visit: StaffVisit): Promise<Answer> => {
      const asked = read(visit);
      if ('problems' in asked)
        return shown(visit, { form, problems: asked.problems, typed: visit.form }, 422);
      const done = await cases.act(visit.staff, visit.params.id ?? '', asked.action);
      if (done.ok) return to(after(asked.action, visit), asked.said);
      const names = new Map((await parts.people()).map(({ id, name }) => [id, name]));
      const problem = refusalWords(visit.words, done, names);
      const field = done.refused === 'reason_needed' ? 'reason' : '';
      const status = done.refused === 'try_again' ? 503 : 409;
      return shown(visit, { form, problems: { [field]: problem }, typed: visit.form }, status);
    };

  const simple = (form: string, action: Action, said: string) => doing(form, () => ({ action, said }));

  return {
    show: (visit: StaffVisit) => shown(visit),
    claim: simple('claim', { do: 'claim' }, 'claimed'),
    release: simple('release', { do: 'release' }, 'released'),
    withdraw: simple('withdraw', { do: 'withdraw_handover' }, 'withdrawn'),
    accept: simple('accept', { do: 'accept_handover' }, 'accepted'),
    attempt: doing('attempt', ({ form, words }) => {
      const outcome = form.one('outcome', OUTCOMES);
      const note = form.text('note');
      const problems = {
        ...(outcome === undefined ? { outcome: words.say('problem.choose') } : {}),
        ...tooLong(words, 'note', note, NOTE_MOST),
      };
      if (outcome === undefined || hasAny(problems)) return { problems };
      return { action: { do: 'attempt', outcome, note: note === '' ? null : note }, said: 'attempted' };
    }),
    note: doing('note', ({ form, words }) => {
      const text = form.text('text');
      const problems = {
        ...(text === '' ? { text: words.say('problem.write') } : {}),
        ...tooLong(words, 'text', text, TEXT_MOST),
      };
      return hasAny(problems) ? { problems } : { action: { do: 'note', text }, said: 'noted' };
    }),
    close: doing('close', ({ form, words }) => {
      const as = form.one('as', CLOSINGS);
      const reason = form.text('reason');
      const problems = {
        ...(as === undefined ? { as: words.say('problem.choose') } : {}),
        ...tooLong(words, 'reason', reason, REASON_MOST),
      };
      if (as === undefined || hasAny(problems)) return { problems };
      return { action: { do: 'close', as, reason: reason === '' ? null : reason }, said: 'closed' };
    }),
    handTo: doing('hand-to', ({ form, words }) => {
      const person = form.text('to');
      return person === ''
        ? { problems: { to: words.say('problem.choose') } }
        : { action: { do: 'hand_to', to: person }, said: 'handed' };
    }),
    reassign: doing('reassign', ({ form, words }) => {
      const person = form.text('to');
      return person === ''
        ? { problems: { to: words.say('problem.choose') } }
        : { action: { do: 'reassign', to: person }, said: 'reassigned' };
    }),
    handOver: doing('hand-over', ({ form, words }) => {
      const team = organization.team(form.text('team'));
      if (team === undefined) return { problems: { team: words.say('problem.choose') } };
      const fields = HANDOVER_FIELDS.filter((field) => form.all('fields').includes(field));
      const action: Action = { do: 'hand_over', team: team.code, region: team.region, fields };
      return { action, said: 'handed' };
    }),
    refuse: doing('refuse', ({ form, words }) => {
      const reason = form.text('reason');
      const problems = {
        ...(reason === '' ? { reason: words.say('problem.write') } : {}),
        ...tooLong(words, 'reason', reason, REASON_MOST),
      };
      return hasAny(problems) ? { problems } : { action: { do: 'refuse_handover', reason }, said: 'refused' };
    }),
  };
};

const hasAny = (problems: Problems): boolean => Object.keys(problems).length > 0;

function tooLong(words: StaffVisit['words'], name: string, text: string, most: number): Problems {
  return text.length > most ? { [name]: words.say('problem.too_long', { count: words.number(most) }) } : {};
}

/** Where somebody goes on: to the request, unless it is no longer theirs to see. */
function after({ do: what }: Action, { params }: StaffVisit): string {
  return what === 'refuse_handover' ? '/desk/queue/handover' : `/desk/requests/${params.id}`;
}
