/** Things that can be opened from a message. What leads to somebody else's site says whose it is, before the tap. */
import type { Link } from '../../../turn/reply.js';
import type { PageTexts } from '../texts.js';
import { Icon } from './icon.js';
import { Words } from './words.js';

export function Links({ links, texts }: { links: Link[]; texts: PageTexts }) {
  const open = links.map(target).filter((link) => link !== undefined);
  if (open.length === 0) return null;
  return (
    <ul class="links">
      {open.map((link) => (
        <li key={link.href}>
          {link.site === undefined ? (
            <a class="link" href={link.href}>
              <Icon name={link.kind} />
              <span>
                <Words text={link.label} />
              </span>
            </a>
          ) : (
            <a class="link" href={link.href} target="_blank" rel="noopener noreferrer">
              <Icon name={link.kind} />
              <span>
                <Words text={link.label} />
                <small>
                  <bdi dir="ltr">{link.site}</bdi>
                  <span class="unseen">{` (${texts.new_window})`}</span>
                </small>
              </span>
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}

type Target = { kind: Link['kind']; label: string; href: string; site: string | undefined };

/** A position opens on OpenStreetMap: `geo:` does nothing in many browsers. Anything but a call or https is dropped. */
function target({ kind, label, uri }: Link): Target | undefined {
  if (/^tel:[+\d*#;=\w.-]+$/i.test(uri)) return { kind, label, href: uri, site: undefined };
  const point = /^geo:(-?[\d.]+),(-?[\d.]+)/i.exec(uri);
  const href = point
    ? `https://www.openstreetmap.org/?mlat=${point[1]}&mlon=${point[2]}#map=17/${point[1]}/${point[2]}`
    : uri;
  const site = /^https:\/\/(?:www\.)?([^/?#@]+)(?:[/?#]|$)/i.exec(href)?.[1];
  return site === undefined ? undefined : { kind, label, href, site };
}
