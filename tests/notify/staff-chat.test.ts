import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Staff } from '../../src/casework/staff.js';
import { createLinks, type Links } from '../../src/notify/links.js';
import { createStaffChat, type StaffChat } from '../../src/notify/staff-chat.js';
import type { Incoming } from '../../src/turn/incoming.js';
import { ANNA, at, BOGDAN, KYIV, type Office, openOffice, PHONE, referenceOf } from '../casework/office.js';
import { auditedIn, HOME, SECRET, say } from './support.js';

const PLACE = { channelId: 'msteams', conversation: 'c1' };
const MINUTE = 60_000;

let office: Office;
let links: Links;
let chat: StaffChat;
let staff: Staff[];
let activity: number;
beforeEach(async () => {
  office = await openOffice();
  staff = [ANNA, BOGDAN, KYIV];
  activity = 0;
  let signs = 0;
  links = createLinks({
    store: office.store,
    write: auditedIn(office.store),
    secret: SECRET,
    now: () => office.clock.now,
    random: (limit) => (signs++ * 7) % limit,
  });
  chat = createStaffChat({
    store: office.store,
    links,
    cases: {
      ...office.cases,
      reference: async (id) => (await office.stored(id))?.reference,
    },
    colleague: async (id) => staff.find((each) => each.id === id),
    say,
    direction: () => 'ltr',
    home: HOME,
    now: () => office.clock.now,
  });
});
afterEach(() => office.close());

/** What is answered in somebody's chat; undefined where the message goes to the bot like anybody's. */
async function says(
  text: string,
  user = 'anna in teams',
  more: Partial<Incoming> = {},
): Promise<string | undefined> {
  activity += 1;
  const content = { kind: 'text' as const, text };
  const incoming = {
    channel: 'bot-framework/msteams',
    user,
    activity: `a${activity}`,
    content,
    locale: 'en',
    ...more,
  };
  const replies = await chat(incoming, PLACE);
  return replies?.map(({ text: said }) => said.replace('\n', ' ')).join('\n');
}
async function linked(who: Staff, user = `${who.id} in teams`): Promise<void> {
  expect(await says(`link ${await links.newCode(who.id)}`, user)).toContain('linked');
}

describe('a code from the desk', () => {
  test('links a chat once', async () => {
    const code = await links.newCode(ANNA.id);
    expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    expect(await says(`Link ${code.toLowerCase()}`)).toBe(
      'This chat is linked to your account. Say next, claim or done.',
    );
    expect(await says(`link ${code}`, 'somebody else')).toContain('not right');
    expect(await links.all()).toMatchObject([{ staff: 'anna' }]);
  });

  test('made, used and given up stands in the audit log', async () => {
    await linked(ANNA);
    await says('unlink');
    const lines = (await office.records('audit')).map(({ value }) => JSON.parse(value));
    expect(lines.map(({ action, actor }) => `${action} ${actor}`)).toEqual([
      'chat:code anna',
      'chat:link anna',
      'chat:unlink anna',
    ]);
  });

  test('is over after ten minutes, or when a newer one was made', async () => {
    const old = await links.newCode(ANNA.id);
    const code = await links.newCode(ANNA.id);
    expect(await says(`link ${old}`)).toContain('not right');
    office.clock.now += 10 * MINUTE;
    expect(await says(`link ${code}`)).toContain('not right');
  });

  test('cannot be found by trying: after five wrong ones the right one is not looked at', async () => {
    const code = await links.newCode(ANNA.id);
    for (let n = 0; n < 5; n += 1) await says(`link AAAA-AAA${n + 2}`);
    expect(await says(`link ${code}`)).toContain('not right');
    expect(await says(`link ${code}`, 'another chat')).toContain('linked');
  });

  test('stands nowhere in what is stored, nor does the chat', async () => {
    await links.newCode(BOGDAN.id);
    await linked(ANNA);
    const kinds = ['staff_chat', 'staff_chat_code', 'staff_chat_tries', 'staff_chat_answered'];
    const kept = JSON.stringify(await Promise.all(kinds.map((kind) => office.records(kind))));
    expect(kept).not.toMatch(/in teams|[2-9A-Z]{4}-[2-9A-Z]{4}/);
  });
});

describe('from a linked chat', () => {
  test('next, claim and done work a request, as at the desk', async () => {
    const request = await office.asked();
    await linked(ANNA);
    const link = `${HOME}/desk/requests/${request.id}`;
    expect(await says('next')).toBe(`Next: ${request.reference} ${link}`);
    expect(await says('claim')).toBe(`${request.reference} is yours now. ${link}`);
    expect(await office.stored(request.id)).toMatchObject({ status: 'claimed', claimedBy: 'anna' });
    office.clock.now = at('2026-11-25T18:00');
    // What came of the call is a word for the desk.
    expect(await says('done')).toBe(`This needs a word at the desk. Please open it there. ${link}`);
    await office.cases.act(ANNA, request.id, { do: 'attempt', outcome: 'reached', note: null });
    expect(await says('Done.')).toContain(`${request.reference} is closed.`);
    expect(await office.stored(request.id)).toMatchObject({
      status: 'closed',
      closed: { as: 'helped', by: 'anna' },
    });
  });

  test('a request can be named, and what came of it', async () => {
    await office.asked();
    const second = await office.asked();
    await linked(ANNA);
    expect(await says(`claim ${second.reference.toLowerCase()}`)).toContain(`${second.reference} is yours`);
    expect(await says(`done ${second.reference} not_wanted`)).toContain('is closed');
    expect(await says(`claim ${referenceOf(999_999)}`)).toBe('There is no open request with this code.');
  });

  test('of two who claim at once one wins and the other is told', async () => {
    const { reference } = await office.asked();
    await linked(ANNA);
    await linked(BOGDAN);
    const answers = await Promise.all([
      says(`claim ${reference}`),
      says(`claim ${reference}`, 'bogdan in teams'),
    ]);
    expect(answers.filter((answer) => answer?.includes('is yours'))).toHaveLength(1);
    expect(answers.filter((answer) => answer?.includes('with a colleague'))).toHaveLength(1);
  });

  test('a message that comes twice claims once and is answered the same', async () => {
    const first = await office.asked();
    const second = await office.asked();
    await linked(ANNA);
    const answer = await says('claim', 'anna in teams', { activity: 'same' });
    expect(await says('claim', 'anna in teams', { activity: 'same' })).toBe(answer);
    const claimed = [await office.stored(first.id), await office.stored(second.id)];
    expect(claimed.filter((each) => each?.status === 'claimed')).toHaveLength(1);
  });

  test('nobody gets further than at the desk, and nothing personal is ever said', async () => {
    const { reference } = await office.asked();
    await linked(KYIV);
    const said = [
      await says('next', 'kateryna in teams'),
      await says(`claim ${reference}`, 'kateryna in teams'),
    ];
    expect(said).toEqual(['Nothing is waiting for you.', 'There is no open request with this code.']);
    await linked(ANNA);
    for (const words of ['next', 'claim', 'done', `done ${reference} helped`])
      expect(await says(words)).not.toMatch(new RegExp(`mother|bluebird|night|${PHONE.slice(1)}`));
  });

  test('all other words, and those of people who are not linked, go to the bot', async () => {
    await linked(ANNA);
    for (const words of ['hello', 'next week', 'I am done with this, help me', 'he will kill me'])
      expect(await says(words)).toBeUndefined();
    expect(await says('next', 'a parent')).toBeUndefined();
    expect(await says('done', 'a parent')).toBeUndefined();
  });

  test('a disabled account or an unlinked chat does nothing more', async () => {
    await office.asked();
    await linked(ANNA);
    staff = [{ ...ANNA, disabled: true }];
    expect(await says('claim')).toBeUndefined();
    staff = [ANNA];
    expect(await says('unlink')).toContain('no longer linked');
    expect(await says('claim')).toBeUndefined();
    expect(await links.all()).toEqual([]);
  });
});
