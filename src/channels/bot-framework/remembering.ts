/** Answers again for addresses that passed a check before: there are a handful, and taking one apart is dear. */

const ADDRESSES = 100;
const LENGTH = 200;

/** @param check depends on the address alone; what fails is checked every time */
export function remembering(check: (address: string) => boolean): (address: string) => boolean {
  const passed = new Set<string>();
  return (address) => {
    if (passed.has(address)) return true;
    if (!check(address)) return false;
    if (passed.size < ADDRESSES && address.length <= LENGTH) passed.add(address);
    return true;
  };
}
