/** The part of Direct Line's activities that the page reads. Only what is there is taken; nothing is trusted. */
import type { Choice, Link } from '../../../turn/reply.js';
import type { Message } from '../model.js';

export interface Activity {
  type?: string;
  id?: string;
  text?: string;
  locale?: string;
  channelData?: {
    clientActivityID?: string;
    kinline?: {
      direction?: 'ltr' | 'rtl';
      tone?: 'plain' | 'danger';
      choices?: Choice[];
      links?: Link[];
      plan?: true;
      clears?: true;
      leave?: boolean;
    };
  };
}

/** A message of the bot, as it stands on the page; undefined for what shows nothing. */
export function botMessage(activity: Activity): Message | undefined {
  if (activity.type !== 'message' || activity.id === undefined) return undefined;
  const { direction, tone, choices, links, plan } = activity.channelData?.kinline ?? {};
  return {
    key: activity.id,
    activity: activity.id,
    from: 'bot',
    text: activity.text ?? '',
    language: activity.locale ?? '',
    direction: direction ?? 'ltr',
    tone: tone ?? 'plain',
    links: links ?? [],
    choices: choices ?? [],
    delivery: 'done',
    ...(plan ? { plan } : {}),
  };
}

/** What a person sends. The id is the same on every try, so the server takes it once. */
export interface Post {
  id: string;
  text: string;
  choice?: string;
  /** Degrees, WGS 84. */
  place?: { latitude: number; longitude: number };
}

export function personActivity({ id, text, choice, place }: Post, locale: string) {
  return {
    type: 'message',
    text,
    locale,
    ...(choice === undefined ? {} : { value: { choice } }),
    ...(place === undefined ? {} : { entities: [{ type: 'GeoCoordinates', ...place }] }),
    channelData: { clientActivityID: id, kinline: { sharesLocation: 'geolocation' in navigator } },
  };
}
