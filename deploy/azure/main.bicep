// The bot's registration, and a web app that serves Kinline from a container image. Secrets come from a key vault that
// exists already; none is a parameter. Deploy into a resource group: see README.md.
targetScope = 'resourceGroup'

@description('Begins every name here; the web address too: <name>.azurewebsites.net')
@minLength(3)
@maxLength(24)
param name string

@description('Where it stands. Choose one in a country whose law you may use.')
param location string = resourceGroup().location

@description('The image, like registry.example.org/kinline:0.1.0')
param image string

@description('The country whose numbers are shown, like RO')
@minLength(2)
@maxLength(2)
param region string

@description('A key vault in this group with the secrets kinline-secret, kinline-store, safeguarding-lead and safeguarding-second')
param vault string

@allowed(['B1', 'P0v3', 'P1v3'])
param plan string = 'P0v3'

var host = '${name}.azurewebsites.net'
var secret = 'https://${vault}${environment().suffixes.keyvaultDns}/secrets'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
}

resource keys 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vault
}

@description('Key Vault Secrets User')
resource mayRead 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(keys.id, identity.id, 'secrets-user')
  scope: keys
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '4633458b-17de-408a-b874-0445c86b69e6'
    )
  }
}

resource farm 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: name
  location: location
  kind: 'linux'
  sku: { name: plan }
  properties: { reserved: true }
}

resource site 'Microsoft.Web/sites@2023-12-01' = {
  name: name
  location: location
  kind: 'app,linux,container'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  dependsOn: [mayRead]
  properties: {
    serverFarmId: farm.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identity.id
    siteConfig: {
      linuxFxVersion: 'DOCKER|${image}'
      alwaysOn: true
      webSocketsEnabled: true
      http20Enabled: true
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      healthCheckPath: '/health/ready'
      appSettings: [
        { name: 'WEBSITES_PORT', value: '3978' }
        { name: 'WEBSITES_ENABLE_APP_SERVICE_STORAGE', value: 'true' }
        { name: 'KINLINE_MODE', value: 'production' }
        { name: 'KINLINE_DATA', value: '/home/kinline' }
        { name: 'KINLINE_PUBLIC_URL', value: 'https://${host}' }
        { name: 'KINLINE_PROXY_HEADER', value: 'X-Forwarded-For' }
        { name: 'KINLINE_REGION', value: region }
        { name: 'KINLINE_STORE', value: '@Microsoft.KeyVault(SecretUri=${secret}/kinline-store)' }
        { name: 'KINLINE_SECRET', value: '@Microsoft.KeyVault(SecretUri=${secret}/kinline-secret)' }
        { name: 'KINLINE_SAFEGUARDING_LEAD', value: '@Microsoft.KeyVault(SecretUri=${secret}/safeguarding-lead)' }
        { name: 'KINLINE_SAFEGUARDING_SECOND', value: '@Microsoft.KeyVault(SecretUri=${secret}/safeguarding-second)' }
        { name: 'MicrosoftAppType', value: 'UserAssignedMSI' }
        { name: 'MicrosoftAppId', value: identity.properties.clientId }
        { name: 'MicrosoftAppTenantId', value: tenant().tenantId }
      ]
    }
  }
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: 'global'
  kind: 'azurebot'
  sku: { name: 'F0' }
  properties: {
    displayName: name
    endpoint: 'https://${host}/api/messages'
    msaAppType: 'UserAssignedMSI'
    msaAppId: identity.properties.clientId
    msaAppTenantId: tenant().tenantId
    msaAppMSIResourceId: identity.id
    // Nothing of what people write goes to a log of Azure.
    developerAppInsightKey: ''
    isStreamingSupported: false
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: { channelName: 'MsTeamsChannel' }
}

output address string = 'https://${host}/'
output messagingEndpoint string = bot.properties.endpoint
