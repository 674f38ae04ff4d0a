import { describe, expect, test } from '@jest/globals';
import { withoutArticle } from '../../src/language/article.js';

describe('the Arabic article', () => {
  test.each(['مدرسه', 'المدرسه', 'للمدرسه', 'بالمدرسه', 'عالمدرسه', 'والمدرسه', 'وبالمدرسه'])(
    '%s is a word for school',
    (word) => {
      expect(withoutArticle(word)).toBe('مدرسه');
    },
  );

  test('words that only begin like it stay whole', () => {
    expect(['الم', 'الان', 'لله', 'school', 'альфа'].map(withoutArticle)).toEqual([
      'الم',
      'الان',
      'لله',
      'school',
      'альфа',
    ]);
  });
});
