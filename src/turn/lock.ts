/** One at a time for each name, in the order they came. */

export interface Lock {
  run<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
}

export function createLock(): Lock {
  const tails = new Map<string, Promise<unknown>>();
  return {
    run(name, work) {
      const before = tails.get(name);
      const mine = before === undefined ? work() : before.then(work, work);
      tails.set(name, mine);
      const leave = () => {
        if (tails.get(name) === mine) tails.delete(name);
      };
      mine.then(leave, leave);
      return mine;
    },
  };
}
