/**
 * A real Chromium for the tests. On x64 Linux it comes with npm: the browser, the system libraries it needs and fonts
 * are unpacked once into a folder of our own. Elsewhere, name an installed one in CHROME_PATH.
 */
import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';

const require = createRequire(import.meta.url);

export async function openChromium(): Promise<Browser> {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH) return chromium.launch({ executablePath: CHROME_PATH, args: ['--no-sandbox'] });
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(
      'Set CHROME_PATH to an installed Chrome or Chromium: none comes with npm for this machine.',
    );
  const home = await unpacked();
  return chromium.launch({
    executablePath: join(home, 'chromium'),
    // Only this of the package's own arguments: others switch off the very protections that are tested here.
    args: ['--no-sandbox', '--disable-gpu'],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(home, 'lib'),
      FONTCONFIG_FILE: join(home, 'fonts.conf'),
      HOME: home,
    },
  });
}

/** Test files run side by side: each unpacks into a folder of its own, and the first to finish names it. */
async function unpacked(): Promise<string> {
  const packed = join(dirname(require.resolve('@sparticuz/chromium')), '../../bin');
  const { version } = JSON.parse(await readFile(join(packed, '../package.json'), 'utf8')) as {
    version: string;
  };
  const home = join(tmpdir(), `kinline-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (existsSync(join(home, 'fonts.conf'))) return home;
  const draft = await mkdtemp(`${home}-`);
  await inflate(join(packed, 'chromium.br'), join(draft, 'chromium'), 0o755);
  await inflate(join(packed, 'al2023.tar.br'), join(draft, 'al2023.tar'), 0o644);
  await promisify(execFile)('tar', ['-xf', join(draft, 'al2023.tar'), '-C', draft]);
  await copyFonts(join(draft, 'fonts'));
  await writeFile(join(draft, 'fonts.conf'), fontsConf(join(home, 'fonts'), join(home, 'cache')));
  await rename(draft, home).catch(() => rm(draft, { recursive: true, force: true }));
  return home;
}

async function inflate(from: string, to: string, mode: number): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to, { mode }));
}

async function copyFonts(to: string): Promise<void> {
  await mkdir(to);
  for (const file of [
    'noto-sans/400Regular/NotoSans_400Regular.ttf',
    'noto-sans/600SemiBold/NotoSans_600SemiBold.ttf',
    'noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
    'noto-sans-arabic/600SemiBold/NotoSansArabic_600SemiBold.ttf',
  ])
    await cp(require.resolve(`@expo-google-fonts/${file}`), join(to, file.replaceAll('/', '_')));
}

function fontsConf(fonts: string, cache: string): string {
  const alias = (family: string) =>
    `<alias><family>${family}</family><prefer><family>Noto Sans</family><family>Noto Sans Arabic</family></prefer></alias>`;
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><cachedir>${cache}</cachedir>${['sans-serif', 'system-ui', 'serif', 'monospace'].map(alias).join('')}</fontconfig>`;
}
