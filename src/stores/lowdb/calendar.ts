/**
 * What is due when, without looking at all of it: keys lie in boxes of ten minutes, and only boxes whose time has
 * begun are opened. Filing costs the same however much is filed.
 */
const BOX_MILLISECONDS = 10 * 60 * 1000;

export interface Calendar {
  /** Files a key under a moment; returns the number of its box. */
  file(key: string, at: number): number;
  /** What lies in boxes that have begun by `now`; it stays there. */
  begun(now: number): Iterable<string>;
  /** Empties all boxes that have begun by `now`. The newest may hold keys that are not due yet: file them again. */
  due(now: number): string[];
}

export function boxOf(at: number): number {
  return Math.floor(at / BOX_MILLISECONDS);
}

export function createCalendar(): Calendar {
  const boxes = new Map<number, string[]>();
  return {
    file(key, at) {
      const box = boxOf(at);
      const keys = boxes.get(box);
      if (keys) keys.push(key);
      else boxes.set(box, [key]);
      return box;
    },
    *begun(now) {
      for (const [box, keys] of boxes) if (box <= boxOf(now)) yield* keys;
    },
    due(now) {
      const found: string[] = [];
      for (const [box, keys] of boxes) {
        if (box > boxOf(now)) continue;
        for (const key of keys) found.push(key);
        boxes.delete(box);
      }
      return found;
    },
  };
}
