/** Where the device says it is: asked for only when the person taps the button for it. */

export const SHARE_LOCATION = '!share_location';

const PATIENCE = 15_000;

/** Rounded to about 100 m: enough to find what is near, less than an address. Undefined when there is none. */
export function devicePlace(): Promise<{ latitude: number; longitude: number } | undefined> {
  return new Promise((resolve) => {
    if (!navigator.geolocation) return resolve(undefined);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ latitude: round(coords.latitude), longitude: round(coords.longitude) }),
      () => resolve(undefined),
      { timeout: PATIENCE, maximumAge: 5 * 60_000 },
    );
  });
}

function round(degrees: number): number {
  return Math.round(degrees * 1000) / 1000;
}
