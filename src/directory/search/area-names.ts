/** Names of served areas in the person's language: the directory's own cities in their translations, and countries. */
import { fold } from '../../language/fold.js';
import type { Service, Translated } from '../model.js';
import { textIn } from '../texts.js';

/** An area as the source wrote it, in another language where that is known. */
export type NameArea = (area: string, language: string) => string;

export function areaNames(
  services: readonly Service[],
  countryOf: (name: string) => string | undefined,
): NameArea {
  const cities = new Map<string, Translated>();
  for (const { locations } of services)
    for (const { address, publicCity } of locations)
      for (const city of [address?.city, publicCity])
        for (const name of Object.values(city ?? {})) if (city !== undefined) cities.set(fold(name), city);
  return (area, language) => {
    const city = cities.get(fold(area));
    if (city !== undefined) return textIn(city, language) ?? area;
    const country = countryOf(area);
    return country ? (new Intl.DisplayNames(language, { type: 'region' }).of(country) ?? area) : area;
  };
}
