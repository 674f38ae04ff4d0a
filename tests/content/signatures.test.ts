import { describe, expect, test } from '@jest/globals';
import type { Language } from '../../src/content/language.js';
import { dangerHashes, signedBy, unsignedTexts } from '../../src/content/signatures.js';
import { ownContent } from '../helpers/content.js';

const [language] = ownContent().languages;
if (language === undefined) throw new Error('There is no language.');

/** The language with its cards put in other words. */
function edited(signed: Language, edit: (texts: Record<string, Record<string, string>>) => void): Language {
  const danger = JSON.parse(JSON.stringify(signed.texts.get('danger')));
  edit(danger);
  return { ...signed, texts: new Map([...signed.texts, ['danger', danger]]) };
}

const all = [...dangerHashes(language).keys()];
const signed: Language = { ...language, signed: signedBy(language, 'Invented Reader', '2026-11-24') };

test('nothing that ships is signed, for nobody has read it yet', () => {
  for (const shipped of ownContent().languages)
    expect(unsignedTexts(shipped)).toEqual([...dangerHashes(shipped).keys()]);
});

test('cards for adults and children, buttons and lists of words all need a signature', () => {
  expect(all).toEqual(
    expect.arrayContaining([
      'card.self_harm',
      'now.violence_home',
      'child.card.sexual_abuse',
      'child.safe',
      'danger.yaml help_now',
      'danger.yaml harmless',
      'danger.yaml phrases.staff_misconduct',
    ]),
  );
});

test('signing signs everything', () => {
  expect(unsignedTexts(signed)).toEqual([]);
});

describe('an edit takes the signature', () => {
  test('from a card that was put in other words, and from no other', () => {
    const changed = edited(signed, ({ card }) => {
      if (card !== undefined) card.self_harm = 'Other words.';
    });
    expect(unsignedTexts(changed)).toEqual(['card.self_harm']);
  });

  test('from the list of a class to which a phrase was added', () => {
    const { phrases } = signed.danger;
    const danger = {
      ...signed.danger,
      phrases: { ...phrases, self_harm: [...phrases.self_harm, 'a phrase'] },
    };
    expect(unsignedTexts({ ...signed, danger })).toEqual(['danger.yaml phrases.self_harm']);
  });

  test('and whoever signs next signs that text only', () => {
    const changed = edited(signed, ({ card }) => {
      if (card !== undefined) card.self_harm = 'Other words.';
    });
    const again = signedBy(changed, 'Other Reader', '2026-11-25');
    const by = (name: string) => Object.keys(again).filter((text) => again[text]?.by === name);
    expect(by('Other Reader')).toEqual(['card.self_harm']);
    expect(by('Invented Reader')).toHaveLength(all.length - 1);
  });
});
