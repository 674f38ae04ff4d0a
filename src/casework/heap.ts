/** What comes next in time: the soonest is always at hand, and adding or taking one costs a few steps. */

export interface Heap<Item> {
  /** Undefined when it is empty. */
  soonest(): number | undefined;
  /** @returns the item that is soonest */
  take(): Item | undefined;
  add(at: number, item: Item): void;
  size(): number;
  clear(): void;
}

export function createHeap<Item>(): Heap<Item> {
  let all: { at: number; item: Item }[] = [];
  const atOf = (place: number): number => all[place]?.at ?? Number.POSITIVE_INFINITY;

  function swap(one: number, other: number): void {
    const [first, second] = [all[one], all[other]];
    if (first === undefined || second === undefined) return;
    all[one] = second;
    all[other] = first;
  }

  function sink(): void {
    for (let place = 0; ; ) {
      const left = 2 * place + 1;
      const smaller = atOf(left + 1) < atOf(left) ? left + 1 : left;
      if (atOf(smaller) >= atOf(place)) return;
      swap(place, smaller);
      place = smaller;
    }
  }

  return {
    soonest: () => all[0]?.at,
    take() {
      const [first] = all;
      const last = all.pop();
      if (first === undefined || last === undefined) return undefined;
      if (all.length > 0) {
        all[0] = last;
        sink();
      }
      return first.item;
    },
    add(at, item) {
      let place = all.push({ at, item }) - 1;
      for (let above = (place - 1) >> 1; place > 0 && atOf(above) > at; above = (place - 1) >> 1) {
        swap(place, above);
        place = above;
      }
    },
    size: () => all.length,
    clear() {
      all = [];
    },
  };
}
