/** Runs in the browser: the unmodified Bot Framework client, told what to say by the test. */
import { DirectLine } from 'botframework-directlinejs';

export interface DirectLinePage {
  talk(token: string, domain: string, webSocket: boolean): Promise<string[]>;
}

/** Says one thing once greeted, and gives back every text it heard until the answer to it. */
const talk: DirectLinePage['talk'] = (token, domain, webSocket) =>
  new Promise((resolve, reject) => {
    const line = new DirectLine({ token, domain, webSocket, pollingInterval: 300 });
    const heard: string[] = [];
    line.activity$.subscribe((activity) => {
      if (activity.type !== 'message') return;
      heard.push(`${activity.from.role}: ${activity.text}`);
      if (heard.length === 1)
        line
          .postActivity({ type: 'message', from: { id: 'me' }, text: 'Testville', locale: 'en' })
          .subscribe(undefined, reject);
      if (heard.length === 4) {
        line.end();
        resolve(heard);
      }
    }, reject);
  });

Object.assign(window, { talk });
