/** The SDK's own first sample: it says what it heard. */
import { ActivityHandler, MessageFactory } from 'botbuilder';

export class EchoBot extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      const reply = `Echo: ${context.activity.text}`;
      await context.sendActivity(MessageFactory.text(reply, reply));
      await next();
    });
  }
}
