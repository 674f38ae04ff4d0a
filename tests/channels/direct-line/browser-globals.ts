/** What botframework-directlinejs takes from a browser and Node 20 has not: WebSocket and, over fetch, XMLHttpRequest. */
import WebSocket from 'ws';

/** As much of XMLHttpRequest as rxjs 5 uses. */
class FetchRequest {
  readyState = 0;
  status = 0;
  response: unknown = null;
  responseType = '';
  timeout = 0;
  withCredentials = false;
  upload = {};
  onreadystatechange: (event: unknown) => void = () => undefined;
  onerror: (event: unknown) => void = () => undefined;
  ontimeout: (event: unknown) => void = () => undefined;
  private readonly abortion = new AbortController();
  private readonly headers = new Headers();
  private received = new Headers();
  private target = { method: 'GET', url: '' };

  open(method: string, url: string): void {
    this.target = { method, url };
  }
  setRequestHeader(name: string, value: string): void {
    this.headers.set(name, value);
  }
  getResponseHeader(name: string): string | null {
    return this.received.get(name);
  }
  abort(): void {
    this.abortion.abort();
  }
  send(body?: BodyInit): void {
    const { method, url } = this.target;
    const init = { method, headers: this.headers, signal: this.abortion.signal };
    fetch(url, body === undefined ? init : { ...init, body })
      .then(async (response) => {
        const bytes = await response.arrayBuffer();
        this.received = response.headers;
        this.status = response.status;
        this.response = this.responseType === 'arraybuffer' ? bytes : parse(bytes);
      })
      .catch(() => {
        this.status = 0;
      })
      .then(() => {
        if (this.abortion.signal.aborted) return;
        this.readyState = 4;
        this.onreadystatechange.call(this, {});
      });
  }
}

function parse(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
}

/** Sockets that clients opened, so that a test can cut them. */
export const sockets: WebSocket[] = [];

class RecordedWebSocket extends WebSocket {
  constructor(url: string) {
    super(url);
    sockets.push(this);
  }
}

export function installBrowserGlobals(): void {
  Object.assign(globalThis, { WebSocket: RecordedWebSocket, XMLHttpRequest: FetchRequest });
}
