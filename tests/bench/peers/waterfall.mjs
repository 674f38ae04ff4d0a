/**
 * Stock botbuilder waterfall dialog, after the SDK's multi-turn sample. It asks with text prompts and buttons, which
 * cost less than choice prompts.
 */
import { ActivityHandler, ConversationState, MessageFactory } from 'botbuilder';
import { DialogSet, DialogTurnStatus, TextPrompt, WaterfallDialog } from 'botbuilder-dialogs';
import { GOODBYE, QUESTIONS } from './script.mjs';

export function waterfallBot(storage) {
  const conversationState = new ConversationState(storage);
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
  return new DialogBot();
}
