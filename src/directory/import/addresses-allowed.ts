/** Which addresses of the network an import may go to: the public ones, so that it cannot be sent to look inside. */
import { BlockList, isIP } from 'node:net';

const V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** All that is unicast and public lies in 2000::/3; these parts of it carry or stand for other addresses. */
const V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const blocked = new BlockList();
for (const range of V4) {
  const [net = '', bits] = range.split('/');
  blocked.addSubnet(net, Number(bits), 'ipv4');
}
for (const range of V6) {
  const [net = '', bits] = range.split('/');
  blocked.addSubnet(net, Number(bits), 'ipv6');
}
const unicast = new BlockList();
unicast.addSubnet('2000::', 3, 'ipv6');

/** Whether an IP address is on the public internet. Anything that is not an address is not. */
export function isPublic(address: string): boolean {
  const kind = isIP(address);
  if (kind === 4) return !blocked.check(address, 'ipv4');
  // Mapped (::ffff:…) and translated (64:ff9b::…) addresses lie outside of 2000::/3, and so are refused.
  return kind === 6 && unicast.check(address, 'ipv6') && !blocked.check(address, 'ipv6');
}
