/** Numbers, distances, times, days, lists and names as a language writes them, by Intl. Formatters are made once. */

export interface Formats {
  distance(kilometres: number): string;
  /** `HH:MM` as the language writes it. `instant` in milliseconds since 1970. */
  time(instant: number, zone: string): string;
  weekday(instant: number, zone: string): string;
  /** The short name of a day of the week; 0 is Monday. */
  dayName(day: number): string;
  /** A calendar day without a zone, from `YYYY-MM-DD`; undefined when it is not one. */
  day(isoDate: string): string | undefined;
  list(items: readonly string[]): string;
  languageName(code: string): string;
  countryName(code: string): string;
  money(amount: number, currency: string | undefined): string;
}

function once<Made>(make: (key: string) => Made): (key: string) => Made {
  const made = new Map<string, Made>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(key);
    made.set(key, fresh);
    return fresh;
  };
}

/** @param intl BCP 47 tag, with its numbering system where digits must stay Western (`ar-u-nu-latn`) */
export function createFormats(intl: string): Formats {
  const near = new Intl.NumberFormat(intl, { style: 'unit', unit: 'kilometer', maximumFractionDigits: 1 });
  const far = new Intl.NumberFormat(intl, { style: 'unit', unit: 'kilometer', maximumFractionDigits: 0 });
  const metres = new Intl.NumberFormat(intl, { style: 'unit', unit: 'meter', maximumFractionDigits: 0 });
  const time = once(
    (zone) =>
      new Intl.DateTimeFormat(intl, { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  );
  const weekday = once((zone) => new Intl.DateTimeFormat(intl, { timeZone: zone, weekday: 'long' }));
  const short = new Intl.DateTimeFormat(intl, { timeZone: 'UTC', weekday: 'short' });
  const date = new Intl.DateTimeFormat(intl, { timeZone: 'UTC', dateStyle: 'long' });
  const list = new Intl.ListFormat(intl, { type: 'conjunction' });
  const languages = new Intl.DisplayNames(intl, { type: 'language', fallback: 'code' });
  const countries = new Intl.DisplayNames(intl, { type: 'region', fallback: 'code' });
  const money = once(
    (currency) => new Intl.NumberFormat(intl, { style: 'currency', currency, minimumFractionDigits: 0 }),
  );
  const plain = new Intl.NumberFormat(intl);
  const named = (names: Intl.DisplayNames) =>
    once((code) => {
      try {
        return names.of(code) ?? code;
      } catch {
        return code;
      }
    });

  return {
    distance(kilometres) {
      if (kilometres < 0.95) return metres.format(Math.max(100, Math.round(kilometres * 10) * 100));
      return (kilometres < 10 ? near : far).format(kilometres);
    },
    time: (instant, zone) => time(zone).format(instant),
    weekday: (instant, zone) => weekday(zone).format(instant),
    // The first of January 2024 was a Monday.
    dayName: (day) => short.format(Date.UTC(2024, 0, 1 + day)),
    day(isoDate) {
      const instant = Date.parse(`${isoDate}T00:00:00Z`);
      return Number.isNaN(instant) ? undefined : date.format(instant);
    },
    list: (items) => list.format(items),
    languageName: named(languages),
    countryName: named(countries),
    money(amount, currency) {
      if (currency === undefined) return plain.format(amount);
      try {
        return money(currency.toUpperCase()).format(amount);
      } catch {
        return `${plain.format(amount)} ${currency}`;
      }
    },
  };
}
