/**
 * (c) Stock botbuilder waterfall dialog with MemoryStorage, after the SDK's multi-turn sample. It asks with text
 * prompts and buttons, which cost less than choice prompts.
 */
import { ActivityHandler, ConversationState, MemoryStorage, MessageFactory } from 'botbuilder';
import { DialogSet, DialogTurnStatus, TextPrompt, WaterfallDialog } from 'botbuilder-dialogs';
import { sayReady } from './ready.mjs';
import { serveBot } from './restify-bot.mjs';
import { GOODBYE, QUESTIONS } from './script.mjs';

const conversationState = new ConversationState(new MemoryStorage());
const dialogs = new DialogSet(conversationState.createProperty('DialogState'));
dialogs.add(new TextPrompt('text'));
dialogs.add(
  new WaterfallDialog('find-help', [
    ...QUESTIONS.map(({ text, buttons }, index) => async (step) => {
      const before = QUESTIONS[index - 1];
      if (before) step.values[before.name] = step.result;
      const prompt = MessageFactory.suggestedActions(buttons, text);
      return step.prompt('text', { prompt });
    }),
    async (step) => {
      await step.context.sendActivity(GOODBYE);
      return step.endDialog(step.values);
    },
  ]),
);

class DialogBot extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      const dialog = await dialogs.createContext(context);
      const { status } = await dialog.continueDialog();
      if (status === DialogTurnStatus.empty) await dialog.beginDialog('find-help');
      await next();
    });
    this.onDialog(async (context, next) => {
      await conversationState.saveChanges(context, false);
      await next();
    });
  }
}

serveBot(new DialogBot(), sayReady);
