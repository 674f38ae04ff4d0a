/** What a launch should have beyond its musts, told from settings and content alone. */
import type { Config } from '../../config.js';
import type { Content } from '../../content/load.js';
import type { LastBackup } from '../backup/last.js';
import { type Finding, ok, unknown, warning } from './finding.js';

const DAY = 86_400_000;
/** A backup is made every night; this leaves room for one that is late. */
const BACKUP_AGE = 1.5 * DAY;

export function secondIsAnother({
  KINLINE_SAFEGUARDING_LEAD: lead,
  KINLINE_SAFEGUARDING_SECOND: second,
}: Config): Finding[] {
  if (lead === undefined || second === undefined) return [];
  return lead.trim().toLowerCase() === second.trim().toLowerCase()
    ? [
        warning(
          'second-recipient',
          'Lead and second recipient are the same.',
          'Name somebody outside the lead’s line as KINLINE_SAFEGUARDING_SECOND: concerns about the lead go there.',
        ),
      ]
    : [ok('second-recipient', 'The second recipient is another than the lead.')];
}

export function reviewed({ languages }: Content): Finding[] {
  return languages.map(({ code, reviewed: read }) =>
    read.texts
      ? ok(`reviewed-${code}`, `The texts in ${code} were read by a person.`)
      : warning(
          `reviewed-${code}`,
          `Nobody has said that they read the texts in ${code}.`,
          `Have them read by somebody who speaks it and works with families, and say so in locales/${code}/language.yaml.`,
        ),
  );
}

export function publicAddress({ KINLINE_PUBLIC_URL: url }: Config): Finding {
  if (url === undefined)
    return warning(
      'public-url',
      'KINLINE_PUBLIC_URL is not set.',
      'Set it to the https address under which people reach this server; TLS is the proxy’s part, see deploy/.',
    );
  return url.startsWith('https://')
    ? ok('public-url', 'KINLINE_PUBLIC_URL begins with https://.')
    : warning('public-url', 'KINLINE_PUBLIC_URL is not https.', 'Put TLS in front; see deploy/proxy.');
}

export function proxyHeader({ KINLINE_PUBLIC_URL: url, KINLINE_PROXY_HEADER: header }: Config): Finding[] {
  if (url === undefined) return [];
  return header === undefined
    ? [
        warning(
          'proxy-header',
          'A proxy is in front, and everybody comes from its one address.',
          'Set KINLINE_PROXY_HEADER to the header in which your proxy names the sender, like X-Forwarded-For.',
        ),
      ]
    : [ok('proxy-header', 'The sender’s address is read from one header.')];
}

export function mailSet({ KINLINE_SMTP_URL: server }: Config): Finding {
  return server === undefined
    ? warning(
        'mail',
        'There is no mail server: nobody hears of requests by e-mail.',
        'Set KINLINE_SMTP_URL and KINLINE_MAIL_FROM.',
      )
    : ok('mail', 'A mail server is set.');
}

export function backups(last: LastBackup | undefined, now: number): Finding {
  const how =
    'Every night: npm run kinline -- backup <file> --keys <file in another place>. Try restoring it.';
  if (last === undefined) return warning('backup', 'No backup was made from here yet.', how);
  const hours = Math.round((now - last.at) / 3_600_000);
  if (now - last.at > BACKUP_AGE) return warning('backup', `The last backup is ${hours} hours old.`, how);
  return last.keys
    ? ok('backup', `The last backup is ${hours} hours old, its keys were written apart.`)
    : warning('backup', 'The last backup was made without its keys: nobody could read it elsewhere.', how);
}

/** What only a person can know. */
export const DISK = unknown(
  'disk',
  'Whether the disk is encrypted cannot be told from here.',
  'Encrypt it: a wiped key may still lie in a flash disk’s spare blocks.',
);
