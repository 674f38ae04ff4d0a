/** The bot's registration with Microsoft, and what must be true of it before anything is served. */

export interface Credentials {
  appId: string;
  appPassword: string;
  /** `MultiTenant`, `SingleTenant` or `UserAssignedMSI`. */
  appType: string;
  tenantId?: string | undefined;
}

/** Says what to configure; undefined when all is well. An empty app id is none. */
export function credentialsProblem(
  credentials: Credentials | undefined,
  production: boolean,
): string | undefined {
  if (!credentials?.appId)
    return production
      ? 'In production the Bot Framework endpoint needs the app id and password of your bot registration ' +
          '(MicrosoftAppId, MicrosoftAppPassword): without them nobody who calls can be verified.'
      : undefined;
  const { appPassword, appType, tenantId } = credentials;
  if (!/^(MultiTenant|SingleTenant|UserAssignedMSI)$/i.test(appType))
    return 'MicrosoftAppType must be MultiTenant, SingleTenant or UserAssignedMSI.';
  const managed = /^UserAssignedMSI$/i.test(appType);
  if (managed && appPassword)
    return 'MicrosoftAppType UserAssignedMSI has no password: remove MicrosoftAppPassword.';
  if (!managed && !appPassword)
    return 'MicrosoftAppId is set without MicrosoftAppPassword: set the password of the bot registration too.';
  if (!/^MultiTenant$/i.test(appType) && !tenantId)
    return `MicrosoftAppType ${appType} needs MicrosoftAppTenantId: the id of the tenant that owns the registration.`;
  return undefined;
}
