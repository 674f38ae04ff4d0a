/** One WebSocket to the conversation's stream. */
import type { Activity } from './activity.js';

/** What comes over the stream and as the answer to a poll. */
export interface Frame {
  activities?: Activity[];
  watermark?: string | number;
}

export interface Stream {
  /** Resolves when the stream is over: true if it was ever open. */
  over: Promise<boolean>;
  /** Ends it at once. On a dead network the browser would wait long for the other side to agree. */
  drop(): void;
  /** An empty frame, so that nobody in between thinks the connection is unused. */
  ping(): void;
}

export function openStream(url: string, hear: (frame: Frame) => void): Stream {
  const socket = new WebSocket(sameOrigin(url));
  let spoke = false;
  let finish: (spoke: boolean) => void = () => {};
  const over = new Promise<boolean>((resolve) => {
    finish = resolve;
  });
  socket.onopen = () => {
    spoke = true;
  };
  socket.onmessage = ({ data }) => {
    if (data !== '') hear(JSON.parse(String(data)));
  };
  socket.onclose = () => finish(spoke);
  return {
    over,
    drop: () => {
      socket.onmessage = null;
      socket.close();
      finish(spoke);
    },
    ping: () => {
      if (socket.readyState === WebSocket.OPEN) socket.send('');
    },
  };
}

/** The stream is where the page is from, whatever a proxy made the server believe about its own name. */
function sameOrigin(streamUrl: string): string {
  const { pathname, search } = new URL(streamUrl, location.href);
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${pathname}${search}`;
}
