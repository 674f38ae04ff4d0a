/** What the desk's pages do beyond plain HTML: a list that follows, and a lost connection that loses nothing. */
import './style.css';
import { follow } from './follow.js';
import { hideInTime } from './number.js';
import { keepTyped } from './typed.js';

const main = document.querySelector('main');
const line = document.getElementById('line');
if (main !== null && line !== null) {
  const words = { ...line.dataset };
  const tell = (state: 'lost' | 'back' | 'ended' | undefined): void => {
    const said = state === undefined ? '' : (words[state] ?? '');
    if (line.textContent !== said) line.textContent = said;
    line.className = state === 'back' ? 'said' : 'problems';
  };
  follow(document, tell);
  hideInTime(document);
  keepTyped(document, tell);
}
