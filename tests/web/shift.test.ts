/** Shift three times: what counts and what does not. */
import { expect, test } from '@jest/globals';
import { onShiftThrice } from '../../src/web/chat/client/leave.js';

type Step = string | { wait: number };

/** Plays keys such as `Shift`, `+Shift` (only down), `-Shift` (only up), `A`, `Alt+Shift`; says how often it left. */
function play(...steps: Step[]): number {
  const keyboard = new EventTarget();
  let now = 0;
  let left = 0;
  onShiftThrice(
    keyboard,
    () => {
      left += 1;
    },
    () => now,
  );
  const key = (type: string, name: string) =>
    keyboard.dispatchEvent(
      Object.assign(new Event(type), { key: name.split('+').at(-1), altKey: name.startsWith('Alt+') }),
    );
  for (const step of steps) {
    if (typeof step !== 'string') now += step.wait;
    else if (step === 'tap') keyboard.dispatchEvent(new Event('pointerdown'));
    else if (step.startsWith('-')) key('keyup', step.slice(1));
    else {
      key('keydown', step.replace(/^\+/, ''));
      if (!step.startsWith('+')) key('keyup', step);
    }
  }
  return left;
}

test.each<{ what: string; keys: Step[]; left: number }>([
  { what: 'three times', keys: ['Shift', 'Shift', 'Shift'], left: 1 },
  { what: 'twice', keys: ['Shift', 'Shift'], left: 0 },
  { what: 'too slowly', keys: ['Shift', { wait: 3000 }, 'Shift', { wait: 3000 }, 'Shift'], left: 0 },
  { what: 'slowly, then quickly', keys: ['Shift', { wait: 6000 }, 'Shift', 'Shift', 'Shift'], left: 1 },
  { what: 'with a letter between', keys: ['Shift', 'Shift', 'x', 'Shift'], left: 0 },
  {
    what: 'for capitals',
    keys: ['+Shift', 'A', '-Shift', '+Shift', 'B', '-Shift', '+Shift', 'C', '-Shift'],
    left: 0,
  },
  { what: 'to change the layout', keys: ['+Alt', 'Alt+Shift', 'Alt+Shift', 'Alt+Shift', '-Alt'], left: 0 },
  { what: 'while tapping', keys: ['Shift', 'Shift', '+Shift', 'tap', '-Shift'], left: 0 },
])('Shift $what leaves $left times', ({ keys, left }) => {
  expect(play(...keys)).toBe(left);
});
