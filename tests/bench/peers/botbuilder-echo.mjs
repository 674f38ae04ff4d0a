/** (b) Stock botbuilder that does nothing but echo. */
import { EchoBot } from './echo-bot.mjs';
import { sayReady } from './ready.mjs';
import { serveBot } from './restify-bot.mjs';

serveBot(new EchoBot(), sayReady);
