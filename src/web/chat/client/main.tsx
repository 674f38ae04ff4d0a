/** Starts the page: takes over what the server drew, opens the conversation, and draws again when something changes. */
import { hydrate, render } from 'preact';
import type { Boot } from '../model.js';
import { Page } from '../view/page.js';
import { createChat } from './chat.js';
import { blank, leave, onShiftThrice } from './leave.js';
import { closeMenus, follow, keepInSight } from './sight.js';
import './style.css';

const root = document.getElementById('page') as HTMLElement;
const { token, state } = JSON.parse(
  (document.getElementById('boot') as HTMLElement).textContent ?? '',
) as Boot;

const chat = createChat({
  token,
  state,
  draw: (next, on, before) => {
    render(<Page state={next} on={on} />, root);
    follow(next, before);
    keepInSight(next, before);
  },
  leave: (open, reachable) => leave(state.nonce, open, reachable ? undefined : state.neutralUrl),
});

hydrate(<Page state={state} on={chat.on} />, root);
chat.start();

closeMenus(document);
onShiftThrice(window, chat.on.leave, Date.now);
window.addEventListener('online', chat.wake);
window.addEventListener('offline', chat.sleep);
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && chat.wake());

// A browser may keep the page as it was left and show it again on Back: it is kept empty, and starts anew.
window.addEventListener('pagehide', () => {
  chat.stop();
  blank();
});
window.addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
