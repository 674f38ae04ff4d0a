/**
 * A location as HSDS 3.0 has it. Of a confidential one its type and country go out, and its city where that is public:
 * no name, address, coordinates, way there or entrance, whatever the directory may hold.
 */
import type { Location } from '../model.js';
import { present } from '../present.js';
import type { Ids } from './ids.js';
import { extended, type Hsds, phonesOf } from './parts.js';
import { textOf, translationsOf } from './texts.js';

export function locationOf(location: Location, ids: Ids): Hsds {
  const own = ids.own(location.id);
  const common = { id: ids.of('location', location.id), location_type: location.locationType };
  const phones =
    location.phones.length > 0 ? phonesOf(location.phones, `location ${location.id}`, ids) : undefined;
  if (location.addressConfidential) {
    const city = location.publicCity;
    return extended(present({ ...common, phones }), {
      ...own,
      address_confidential: true,
      country: location.country,
      city: city && textOf(city),
      city_public: city === undefined ? undefined : true,
      ...translationsOf({ city }),
    });
  }
  return extended(
    present({
      ...common,
      name: textOf(location.name),
      transportation: textOf(location.transportation),
      latitude: location.latitude,
      longitude: location.longitude,
      addresses: location.address === undefined ? undefined : [addressOf(location, ids)],
      accessibility:
        location.accessibility.length === 0
          ? undefined
          : location.accessibility.map((description, index) => ({
              id: ids.made('accessibility', location.id, index),
              description,
            })),
      phones,
    }),
    { ...own, ...translationsOf({ name: location.name, transportation: location.transportation }) },
  );
}

function addressOf({ id, address }: Location, ids: Ids): Hsds {
  const {
    address1 = '',
    address2,
    city = {},
    region,
    stateProvince = '',
    postalCode = '',
    country = '',
  } = address ?? {};
  return extended(
    present({
      id: ids.made('address', id),
      address_1: address1,
      address_2: address2,
      city: textOf(city) ?? '',
      region,
      state_province: stateProvince,
      postal_code: postalCode,
      country,
      address_type: 'physical',
    }),
    translationsOf({ city }),
  );
}
