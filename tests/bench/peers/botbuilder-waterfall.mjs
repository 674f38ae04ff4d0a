/** (c) The waterfall dialog with MemoryStorage. */
import { MemoryStorage } from 'botbuilder';
import { sayReady } from './ready.mjs';
import { serveBot } from './restify-bot.mjs';
import { waterfallBot } from './waterfall.mjs';

serveBot(waterfallBot(new MemoryStorage()), sayReady);
