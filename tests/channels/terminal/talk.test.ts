/** A conversation in the terminal, over its streams, with a bot that says back what it heard. */
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { talk } from '../../../src/channels/terminal/talk.js';
import type { Incoming } from '../../../src/turn/incoming.js';
import type { Reply } from '../../../src/turn/reply.js';
import type { TakeTurn } from '../../../src/turn/result.js';

const MENU = { id: 'menu', label: 'Menu', number: 1, tone: 'plain' as const };

function reply(text: string, more: Partial<Reply> = {}): Reply {
  return { text, language: 'en', direction: 'ltr', tone: 'plain', links: [], choices: [MENU], ...more };
}

interface Talked {
  output: string;
  heard: Incoming[];
}

async function play(
  script: string,
  options: { json?: boolean; interactive?: boolean; say?: (heard: Incoming) => Reply[] } = {},
): Promise<Talked> {
  const heard: Incoming[] = [];
  const say = options.say ?? ((incoming) => [reply(`Heard ${JSON.stringify(incoming.content)}`)]);
  const take: TakeTurn = async (incoming) => {
    heard.push(incoming);
    const over = incoming.content.kind === 'text' && incoming.content.text === 'stop';
    return {
      status: 'done',
      replies: say(incoming),
      ended: over ? { leave: false } : undefined,
      firstLine: 0,
    };
  };
  const output = new PassThrough();
  output.setEncoding('utf8');
  let written = '';
  output.on('data', (text: string) => {
    written += text;
  });
  await talk({
    take,
    input: Readable.from([script]),
    output,
    json: options.json ?? false,
    locale: 'ro',
    user: 'somebody',
    interactive: options.interactive ?? false,
  });
  return { output: written, heard };
}

const contents = ({ heard }: Talked) => heard.map(({ content }) => content);

describe('a script', () => {
  test('is opened, then said line by line, and can be read as the whole conversation', async () => {
    const talked = await play('food\nCluj\n', { say: ({ content }) => [reply(`About ${content.kind}.`)] });
    expect(talked.output).toBe(
      [
        'About opened.\n  [1] Menu\n',
        '> food\n',
        'About text.\n  [1] Menu\n',
        '> Cluj\n',
        'About text.\n  [1] Menu\n\n',
      ].join('\n'),
    );
    expect(talked.heard).toEqual([
      {
        channel: 'terminal',
        user: 'somebody',
        activity: 'opened',
        locale: 'ro',
        content: { kind: 'opened' },
      },
      {
        channel: 'terminal',
        user: 'somebody',
        activity: '1',
        locale: 'ro',
        content: { kind: 'text', text: 'food' },
      },
      {
        channel: 'terminal',
        user: 'somebody',
        activity: '2',
        locale: 'ro',
        content: { kind: 'text', text: 'Cluj' },
      },
    ]);
  });

  test('may have remarks and empty lines, which say nothing', async () => {
    const talked = await play('# a mother of two\n\n  \nfood\n# the end');
    expect(contents(talked)).toEqual([{ kind: 'opened' }, { kind: 'text', text: 'food' }]);
    expect(talked.output).not.toContain('mother');
  });

  test('may say the same words twice, and each counts', async () => {
    const { heard } = await play('more\nmore\n');
    expect(new Set(heard.map(({ activity }) => activity)).size).toBe(3);
  });

  test('may share a position', async () => {
    expect(contents(await play('/location 46.77, 23.62\n/location -1,-180'))).toEqual([
      { kind: 'opened' },
      { kind: 'location', latitude: 46.77, longitude: 23.62 },
      { kind: 'location', latitude: -1, longitude: -180 },
    ]);
  });

  test.each(['/location', '/location here', '/location 95, 20', '/location 46.77'])(
    'is told how a position is written: %s',
    async (line) => {
      const talked = await play(`${line}\nfood\n`);
      expect(talked.output).toContain('Write a position like: /location 46.77,23.62\n');
      expect(contents(talked)).toEqual([{ kind: 'opened' }, { kind: 'text', text: 'food' }]);
    },
  );

  test.each(['food', 'food\n', 'food\r\n'])(
    'ends with its last line, however that ends: %j',
    async (script) => {
      expect(contents(await play(script))).toEqual([{ kind: 'opened' }, { kind: 'text', text: 'food' }]);
    },
  );

  test('goes on after a conversation has ended, with a new one', async () => {
    expect(contents(await play('stop\nfood\n'))).toHaveLength(3);
  });

  test('may be empty', async () => {
    expect(contents(await play(''))).toEqual([{ kind: 'opened' }]);
  });
});

describe('as JSON', () => {
  const objects = ({ output }: Talked) =>
    output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  test('a script gives one object a turn', async () => {
    const turns = objects(await play('food\nstop\n', { json: true, say: () => [reply('Yes.\nNo.')] }));
    const replies = [
      {
        text: 'Yes.\nNo.',
        language: 'en',
        direction: 'ltr',
        tone: 'plain',
        links: [],
        choices: [{ id: 'menu', label: 'Menu', number: 1 }],
      },
    ];
    expect(turns).toEqual([
      { turn: 0, said: null, status: 'done', replies, ended: null },
      { turn: 1, said: 'food', status: 'done', replies, ended: null },
      { turn: 2, said: 'stop', status: 'done', replies, ended: { leave: false } },
    ]);
  });

  test('a line that could not be read is an object too', async () => {
    const [, problem, turn] = objects(await play('/location x\nfood\n', { json: true }));
    expect(problem).toEqual({
      turn: 1,
      said: '/location x',
      problem: 'Write a position like: /location 46.77,23.62',
    });
    expect(turn).toMatchObject({ turn: 1, said: 'food' });
  });
});

describe('typed by a person', () => {
  test('the lines are not shown again, and a prompt asks for each', async () => {
    const { output } = await play('food\n', {
      interactive: true,
      say: () => [reply('Yes.', { choices: [] })],
    });
    expect(output).toBe('Yes.\n\n> Yes.\n\n> ');
  });

  test('an empty line is answered', async () => {
    expect((await play('\n', { interactive: true })).output).toContain('The line is empty.');
  });

  test('it is over when the conversation is', async () => {
    expect(contents(await play('stop\nfood\n', { interactive: true }))).toHaveLength(2);
  });
});

describe('what is shown', () => {
  test('tells where to call and where to go, if the text does not', async () => {
    const links: Reply['links'] = [
      { kind: 'call', label: 'Call 112', uri: 'tel:112' },
      { kind: 'web', label: 'Page', uri: 'https://example.org/' },
    ];
    const say = () => [reply('Emergency: 112', { tone: 'danger', links, choices: [] })];
    expect((await play('', { say })).output).toBe('!!! Emergency: 112\nPage: https://example.org/\n\n');
  });

  test('cannot steer the terminal, whatever a directory says', async () => {
    const say = () => [reply('Shelter\u001b[2J\u0007\u009b1m', { choices: [] })];
    expect((await play('', { say })).output).toBe('Shelter[2J1m\n\n');
  });
});
