/** A list that is kept in order: where something stands is found in a few steps, however long the list is. */

export interface Sorted<Item> {
  readonly items: readonly Item[];
  add(item: Item): void;
  /** False when it was not there. */
  remove(item: Item): boolean;
  /** In place of all that was there. */
  fill(items: Item[]): void;
}

/** @param compare never 0 for two that are not the same */
export function sortedList<Item>(compare: (one: Item, other: Item) => number): Sorted<Item> {
  let items: Item[] = [];
  /** The first place whose item does not come before `item`. */
  function placeOf(item: Item): number {
    let low = 0;
    let high = items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(items[middle] as Item, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  return {
    get items() {
      return items;
    },
    add(item) {
      items.splice(placeOf(item), 0, item);
    },
    remove(item) {
      const place = placeOf(item);
      const found = items[place];
      if (found === undefined || compare(found, item) !== 0) return false;
      items.splice(place, 1);
      return true;
    },
    fill(all) {
      items = all.sort(compare);
    },
  };
}

/** A page of several ordered lists as if they were one. @param skip how many come before it */
export function pageOf<Item>(
  lists: readonly (readonly Item[])[],
  compare: (one: Item, other: Item) => number,
  skip: number,
  count: number,
): Item[] {
  const [only] = lists;
  if (lists.length === 1 && only !== undefined) return only.slice(skip, skip + count);
  const at = lists.map(() => 0);
  const page: Item[] = [];
  for (let taken = 0; taken < skip + count; taken += 1) {
    let first: { item: Item; list: number } | undefined;
    for (const [list, items] of lists.entries()) {
      const item = items[at[list] ?? 0];
      if (item !== undefined && (first === undefined || compare(item, first.item) < 0))
        first = { item, list };
    }
    if (first === undefined) break;
    at[first.list] = (at[first.list] ?? 0) + 1;
    if (taken >= skip) page.push(first.item);
  }
  return page;
}
