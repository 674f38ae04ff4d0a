/**
 * Brings replies to a channel, in order within a conversation and independently between conversations. Each
 * conversation has a queue of its own, so a connector that is slow or dead holds up nobody else. What has arrived is
 * remembered for a while: a message that the channel delivers twice is not answered twice.
 */

/** `again` may succeed later, not before so many milliseconds if the channel named a time; `refused` never will. */
export type Sent = 'sent' | 'refused' | { again: number | undefined };

/** `sent`: all arrived, now or before. `refused`: the channel wants none of it. `failed`: a later try may succeed. */
export type Delivered = 'sent' | 'refused' | 'failed';

export interface Shipment<Message> {
  /** The conversation, across its channel. */
  conversation: string;
  /** The address it goes to, which many conversations share. */
  service: string;
  /** What is answered; undefined where an answer may be sent any number of times. */
  activity: string | undefined;
  messages: Message[];
  send(message: Message): Promise<Sent>;
}

export interface DeliveryLimits {
  /** Tries for one message. */
  attempts: number;
  /** Before the second try; twice as long before each further one. Milliseconds. */
  pause: number;
  /** Longest wait that a channel may ask for before a try. Milliseconds. */
  longestPause: number;
  /** Turns that may wait in one conversation. */
  waiting: number;
  /** Turns that may wait for one service: a dead one must not take the room of the others. */
  waitingForService: number;
  /** Activities whose delivery is remembered. */
  remembered: number;
}

export const DELIVERY_LIMITS: DeliveryLimits = {
  attempts: 3,
  pause: 500,
  longestPause: 5000,
  waiting: 200,
  waitingForService: 2000,
  remembered: 10_000,
};

export interface Deliveries<Message> {
  /** Whether another turn of this conversation may be taken; ask before taking it. */
  hasRoom(conversation: string, service: string): boolean;
  deliver(shipment: Shipment<Message>): Promise<Delivered>;
  /** When everything that waits now has been tried. */
  settled(): Promise<void>;
}

export function createDeliveries<Message>(
  sleep: (milliseconds: number) => Promise<void>,
  limits: DeliveryLimits = DELIVERY_LIMITS,
): Deliveries<Message> {
  const queues = new Map<string, { last: Promise<unknown>; waiting: number }>();
  const arrived = new Map<string, number>();
  const services = new Map<string, number>();

  async function ship({ conversation, activity, messages, send }: Shipment<Message>): Promise<Delivered> {
    const key = activity === undefined ? undefined : JSON.stringify([conversation, activity]);
    const before = key === undefined ? 0 : (arrived.get(key) ?? 0);
    for (const [index, message] of messages.entries()) {
      if (index < before) continue;
      const outcome = await tryToSend(message, send);
      // A later message without the earlier one would make no sense, so the rest waits for another delivery.
      if (outcome !== 'sent') return outcome;
      if (key !== undefined) remember(key, index + 1);
    }
    return 'sent';
  }

  async function tryToSend(message: Message, send: Shipment<Message>['send']): Promise<Delivered> {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await send(message);
      if (outcome === 'sent' || outcome === 'refused') return outcome;
      const pause = outcome.again ?? limits.pause * 2 ** (attempt - 1);
      if (attempt >= limits.attempts || pause > limits.longestPause) return 'failed';
      await sleep(pause);
    }
  }

  function remember(key: string, messages: number): void {
    arrived.delete(key);
    arrived.set(key, messages);
    if (arrived.size <= limits.remembered) return;
    const oldest = arrived.keys().next();
    if (!oldest.done) arrived.delete(oldest.value);
  }

  function count(service: string, change: 1 | -1): void {
    const waiting = (services.get(service) ?? 0) + change;
    if (waiting > 0) services.set(service, waiting);
    else services.delete(service);
  }

  return {
    hasRoom: (conversation, service) =>
      (services.get(service) ?? 0) < limits.waitingForService &&
      (queues.get(conversation)?.waiting ?? 0) < limits.waiting,
    async deliver(shipment) {
      if (shipment.messages.length === 0) return 'sent';
      const queue = queues.get(shipment.conversation) ?? { last: Promise.resolve(), waiting: 0 };
      queues.set(shipment.conversation, queue);
      queue.waiting += 1;
      count(shipment.service, 1);
      const mine = queue.last.then(() => ship(shipment)).catch((): Delivered => 'failed');
      queue.last = mine;
      const delivered = await mine;
      count(shipment.service, -1);
      queue.waiting -= 1;
      if (queue.waiting === 0) queues.delete(shipment.conversation);
      return delivered;
    },
    async settled() {
      await Promise.all([...queues.values()].map(({ last }) => last));
    },
  };
}
