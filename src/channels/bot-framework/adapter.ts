/**
 * The only file that loads botbuilder; import it when it is needed, for it costs start time and memory. A CloudAdapter
 * that keeps its clients instead of building them anew for each turn, and is shown nothing of what a person says.
 */
import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConversationReference,
  type Activity as SdkActivity,
} from 'botbuilder';
import type { Activity } from './activity.js';
import type { OutgoingActivity } from './codec.js';
import type { Credentials } from './credentials.js';
import type { Sent } from './delivery.js';
import { outcomeOf, withinTime } from './outcome.js';
import type { Place } from './place.js';

export type Caller = Awaited<ReturnType<ConfigurationBotFrameworkAuthentication['authenticateRequest']>>;
export type Connector = Awaited<ReturnType<NonNullable<Caller['connectorFactory']>['create']>>;
type UserTokenClient = Awaited<ReturnType<ConfigurationBotFrameworkAuthentication['createUserTokenClient']>>;
type Identity = Caller['claimsIdentity'];

/** Connectors kept; a channel has a handful of service addresses. */
const CONNECTORS = 100;

class KeepingAuthentication extends ConfigurationBotFrameworkAuthentication {
  readonly #connectors = new Map<string, Promise<Connector>>();
  #userTokenClient: Promise<UserTokenClient> | undefined;

  override async authenticateRequest(activity: SdkActivity, header: string): Promise<Caller> {
    const caller = await super.authenticateRequest(activity, header);
    return { ...caller, connectorFactory: this.createConnectorFactory(caller.claimsIdentity) };
  }

  override createConnectorFactory(identity: Identity): NonNullable<Caller['connectorFactory']> {
    return {
      create: (serviceUrl, audience) => {
        const key = `${audience ?? ''} ${serviceUrl}`;
        const kept = this.#connectors.get(key);
        if (kept) return kept;
        const connector = super.createConnectorFactory(identity).create(serviceUrl, audience).then(triedOnce);
        this.#connectors.set(key, connector);
        connector.catch(() => this.#connectors.delete(key));
        const oldest = this.#connectors.keys().next();
        if (this.#connectors.size > CONNECTORS && !oldest.done) this.#connectors.delete(oldest.value);
        return connector;
      },
    };
  }

  /** Signs people in, which Kinline never does; the adapter insists on having one. One bot, one client. */
  override createUserTokenClient(identity: Identity): Promise<UserTokenClient> {
    this.#userTokenClient ??= super.createUserTokenClient(identity).catch((error: unknown) => {
      this.#userTokenClient = undefined;
      throw error;
    });
    return this.#userTokenClient;
  }
}

/**
 * Takes the SDK's own retries and redirects out of a connector: trying again is the delivery's work, and an address
 * that was checked must not lead to another. Should the SDK hide its pipeline elsewhere, our time limit still holds.
 */
function triedOnce(connector: Connector): Connector {
  const client = (connector as unknown as { client?: { pipeline?: Pipeline } }).client;
  for (const name of ['defaultRetryPolicy', 'redirectPolicy']) client?.pipeline?.removePolicy({ name });
  return connector;
}

interface Pipeline {
  removePolicy(options: { name: string }): unknown;
}

export class Adapter extends CloudAdapter {
  readonly #authentication: KeepingAuthentication;

  constructor(authentication: KeepingAuthentication) {
    super(authentication);
    this.#authentication = authentication;
    // Whoever asked for the turn decides what is said; the SDK's samples would tell the person of an error.
    this.onTurnError = async (_context, error) => {
      throw error;
    };
  }

  /** Who calls, verified by their bearer token. Rejects if that fails. */
  authenticate(activity: Activity, header: string): Promise<Caller> {
    return this.#authentication.authenticateRequest(envelope(activity), header);
  }

  /** One turn of a verified caller. Rejects with what `turn` rejects with. */
  async run(
    caller: Caller,
    activity: Activity,
    turn: (connector: Connector) => Promise<void>,
  ): Promise<void> {
    await this.processActivity(caller, envelope(activity), (context) =>
      turn(context.turnState.get<Connector>(this.ConnectorClientKey)),
    );
  }

  /** Outside of any turn, in a conversation whose caller was verified before. Rejects with what `act` rejects with. */
  async reach(appId: string, to: Place, act: (connector: Connector) => Promise<void>): Promise<void> {
    const reference: Partial<ConversationReference> = {
      channelId: to.channelId,
      serviceUrl: to.serviceUrl,
      conversation: { id: to.conversation, isGroup: to.group, conversationType: '', name: '' },
      user: { id: to.person, name: '' },
      ...(to.bot === null ? {} : { bot: { id: to.bot, name: '' } }),
    };
    await this.continueConversationAsync(appId, reference, (context) =>
      act(context.turnState.get<Connector>(this.ConnectorClientKey)),
    );
  }
}

/** @param cloud addresses and issuer of another cloud than the public one, as the SDK names its settings */
export function createAdapter(
  credentials: Credentials | undefined,
  cloud: Record<string, string> = {},
): Adapter {
  return new Adapter(
    new KeepingAuthentication({
      ...cloud,
      MicrosoftAppId: credentials?.appId ?? '',
      MicrosoftAppPassword: credentials?.appPassword ?? '',
      MicrosoftAppType: credentials?.appType ?? 'MultiTenant',
      MicrosoftAppTenantId: credentials?.tenantId ?? '',
    }),
  );
}

/** Sends one message, once, within so many milliseconds; tells `failed` what went wrong if it did. */
export async function send(
  connector: Connector,
  message: OutgoingActivity,
  time: number,
  failed: (error: unknown) => void,
): Promise<Sent> {
  const { conversations } = connector;
  const { conversation, replyToId } = message;
  // The SDK's types ask for names beside ids; the protocol does not want a bot to send them (A2063).
  const activity = message as Partial<SdkActivity>;
  try {
    await withinTime(time, (abortSignal) =>
      replyToId === undefined
        ? conversations.sendToConversation(conversation.id, activity, { abortSignal })
        : conversations.replyToActivity(conversation.id, replyToId, activity, { abortSignal }),
    );
    return 'sent';
  } catch (error) {
    failed(error);
    return outcomeOf(error);
  }
}

/** What the SDK needs to verify and to address: no words of the person, and no field that was not checked. */
function envelope({ type, id, channelId, serviceUrl, from, recipient, conversation }: Activity): SdkActivity {
  const bare: Partial<SdkActivity> = {
    type,
    channelId,
    serviceUrl,
    from: { id: from.id, name: '' },
    conversation: { id: conversation.id, isGroup: false, conversationType: '', name: '' },
    ...(id ? { id } : {}),
    ...(recipient ? { recipient: { id: recipient.id, name: '' } } : {}),
  };
  return bare as SdkActivity;
}
