/** What is in `deploy/` is held to what it promises: nothing as root, nothing writable, no secret inside. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { settings } from '../../src/config.js';
import { DEPLOY, instructionsOf, listIn, misfits, read, unitOf, yamlOf } from './files.js';

const found = (tool: string) => spawnSync('which', [tool]).status === 0;
const text = (value: string) => ({ const: value });

describe('every folder', () => {
  const folders = readdirSync(DEPLOY, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  test.each(folders.map(({ name }) => name))(
    '%s has a page of one screen that says what was not run',
    (name) => {
      const page = read(`${name}/README.md`);
      expect(page.split('\n').length).toBeLessThanOrEqual(45);
      expect(page).toMatch(/\*\*Checked:\*\*[\s\S]*\*\*Not run:\*\*/);
    },
  );

  test('names only settings that there are', () => {
    const files = readdirSync(DEPLOY, { recursive: true, withFileTypes: true }).filter((each) =>
      each.isFile(),
    );
    const own = /^KINLINE_(SITE|UPSTREAM|BACKUPS|KEYS)$/;
    for (const { parentPath, name } of files) {
      const words = read(join(parentPath, name).slice(DEPLOY.length + 1)).match(/KINLINE_[A-Z_]+/g) ?? [];
      expect([
        name,
        words.filter((word) => !(word in settings) && !own.test(word) && !word.endsWith('_')),
      ]).toEqual([name, []]);
    }
  });
});

describe('Dockerfile', () => {
  const instructions = instructionsOf(read('docker/Dockerfile'));
  const of = (word: string) => instructions.filter((each) => each.word === word).map(({ rest }) => rest);

  test('builds in two stages and leaves tools and tests behind', () => {
    expect(of('FROM')).toEqual(['node:22-bookworm-slim AS build', 'node:22-bookworm-slim']);
    const last = instructions.findLastIndex(({ word }) => word === 'FROM');
    const copied = instructions.slice(last).filter(({ word }) => word === 'COPY');
    expect(copied.map(({ rest }) => rest).join('\n')).not.toMatch(/\bsrc\b|tests|\s\.\s*$/);
  });

  test('runs as a user without rights, and no shell reads any command', () => {
    expect(of('USER').at(-1)).toBe('1000:1000');
    for (const word of ['RUN', 'CMD', 'HEALTHCHECK'])
      for (const rest of of(word)) expect([word, Array.isArray(listIn(rest))]).toEqual([word, true]);
    expect(of('RUN').join()).not.toMatch(/"(sh|bash|-c)"/);
    expect(listIn(of('HEALTHCHECK')[0] ?? '')?.[0]).toBe('node');
  });

  test('holds no secret', () => {
    expect([...of('ENV'), ...of('ARG')].join()).not.toMatch(/SECRET|PASSWORD|TOKEN/i);
  });
});

describe('Compose', () => {
  const hardened = {
    required: ['read_only', 'cap_drop', 'security_opt'],
    properties: {
      read_only: { const: true },
      cap_drop: { const: ['ALL'] },
      security_opt: { const: ['no-new-privileges:true'] },
      privileged: false,
      network_mode: false,
      ports: false,
    },
  };
  const schema = {
    type: 'object',
    required: ['services', 'networks', 'volumes', 'secrets'],
    properties: {
      services: {
        required: ['kinline', 'postgres', 'backup', 'proxy'],
        properties: {
          kinline: hardened,
          backup: { ...hardened, required: [...hardened.required, 'profiles'] },
          postgres: {
            required: ['healthcheck', 'secrets', 'volumes'],
            properties: {
              networks: { const: ['inside'] },
              ports: false,
              environment: { properties: { POSTGRES_PASSWORD: false } },
            },
          },
          proxy: { required: ['read_only', 'cap_drop'], properties: { networks: { const: ['outside'] } } },
        },
      },
      networks: { properties: { inside: { properties: { internal: { const: true } } } } },
    },
  };

  test('the database is reached from the inside only, and nothing but the proxy has a port', () => {
    expect(misfits(schema, yamlOf(read('docker/compose.yaml'))[0])).toEqual([]);
  });

  test('what it mounts is there', () => {
    expect(read('docker/compose.yaml')).toContain('../proxy/Caddyfile:/etc/caddy/Caddyfile:ro');
    expect(read('proxy/Caddyfile')).toContain('{$KINLINE_SITE}');
  });
});

describe('systemd', () => {
  const unit = unitOf(read('systemd/kinline.service'));

  test.each([
    ['DynamicUser', 'yes'],
    ['NoNewPrivileges', 'yes'],
    ['ProtectSystem', 'strict'],
    ['ProtectHome', 'yes'],
    ['PrivateTmp', 'yes'],
    ['PrivateDevices', 'yes'],
    ['PrivateUsers', 'yes'],
    ['CapabilityBoundingSet', ''],
    ['RestrictAddressFamilies', 'AF_INET AF_INET6 AF_UNIX'],
    ['RestrictNamespaces', 'yes'],
    ['UMask', '0077'],
  ])('%s=%s', (name, value) => {
    expect(unit.get(`Service.${name}`)).toEqual([value]);
  });

  const verified = found('systemd-analyze') ? test : test.skip;
  verified('systemd itself finds nothing wrong with the units', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kinline-units-'));
    const names = readdirSync(join(DEPLOY, 'systemd')).filter((name) => /\.(service|timer)$/.test(name));
    // Node may lie elsewhere here; whether the command runs is tried in another test.
    for (const name of names)
      writeFileSync(
        join(folder, name),
        read(`systemd/${name}`).replaceAll('/usr/bin/node', process.execPath),
      );
    const ran = spawnSync('systemd-analyze', ['verify', ...names.map((name) => join(folder, name))], {
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true });
    expect([ran.status, ran.stderr]).toEqual([0, '']);
  });
});

describe('Kubernetes', () => {
  const kustomization = yamlOf(read('kubernetes/kustomization.yaml'))[0] as { resources: string[] };
  type Thing = { kind: string; spec: Record<string, unknown> };
  const things = kustomization.resources.flatMap((file) => yamlOf(read(`kubernetes/${file}`)) as Thing[]);
  const of = (kind: string) => things.find((thing) => thing.kind === kind);

  const container = {
    required: ['image', 'command', 'resources', 'securityContext', 'envFrom'],
    properties: {
      env: false,
      envFrom: {
        items: {
          anyOf: [
            { required: ['configMapRef'] },
            {
              required: ['secretRef'],
              properties: { secretRef: { properties: { name: text('kinline-secrets') } } },
            },
          ],
        },
      },
      securityContext: {
        const: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
      },
    },
  };
  const pod = {
    required: ['securityContext', 'automountServiceAccountToken', 'containers'],
    properties: {
      automountServiceAccountToken: { const: false },
      hostNetwork: false,
      securityContext: {
        properties: { runAsNonRoot: { const: true }, runAsUser: { minimum: 1 } },
        required: ['runAsNonRoot', 'runAsUser', 'seccompProfile'],
      },
      containers: { minItems: 1, items: container },
    },
  };

  test('two instances, replaced one by one, asked for their health', () => {
    const schema = {
      properties: {
        replicas: { minimum: 2 },
        strategy: { properties: { rollingUpdate: { properties: { maxUnavailable: { const: 0 } } } } },
        template: {
          properties: {
            spec: {
              ...pod,
              properties: {
                ...pod.properties,
                containers: {
                  items: {
                    ...container,
                    required: [...container.required, 'livenessProbe', 'readinessProbe'],
                  },
                },
              },
            },
          },
        },
      },
      required: ['replicas', 'strategy', 'template'],
    };
    expect(misfits(schema, of('Deployment')?.spec)).toEqual([]);
  });

  test('the backup has no more rights than the service', () => {
    const job = of('CronJob')?.spec as { jobTemplate: { spec: { template: { spec: unknown } } } };
    expect(misfits(pod, job.jobTemplate.spec.template.spec)).toEqual([]);
  });

  test('one instance always stays; in and out go only what is named', () => {
    expect(of('PodDisruptionBudget')?.spec).toMatchObject({ minAvailable: 1 });
    expect(of('NetworkPolicy')?.spec).toMatchObject({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  test('no secret lies in any of the files', () => {
    expect(things.map(({ kind }) => kind)).not.toContain('Secret');
    expect(read('kubernetes/kustomization.yaml')).not.toMatch(/secretGenerator|SECRET|PASSWORD/);
  });

  const built = found('kubectl') ? test : test.skip;
  built('Kustomize puts it together, with every reference leading somewhere', () => {
    const all = yamlOf(
      execFileSync('kubectl', ['kustomize', join(DEPLOY, 'kubernetes')], { encoding: 'utf8' }),
    );
    expect(all).toHaveLength(things.length + 1);
    const map = all.find((each) => (each as Thing).kind === 'ConfigMap') as { metadata: { name: string } };
    expect(JSON.stringify(all.find((each) => (each as Thing).kind === 'Deployment'))).toContain(
      map.metadata.name,
    );
  });
});

describe('Azure', () => {
  const bicep = read('azure/main.bicep');

  test('registers a bot at the address of a web app, and holds no secret', () => {
    const kinds = [...bicep.matchAll(/^resource \w+ '([^@]+)@\d{4}-\d\d-\d\d'/gm)].map(([, kind]) => kind);
    expect(kinds).toEqual(
      expect.arrayContaining([
        'Microsoft.BotService/botServices',
        'Microsoft.Web/sites',
        'Microsoft.Web/serverfarms',
      ]),
    );
    expect(bicep).toContain(`endpoint: 'https://\${host}/api/messages'`);
    expect(bicep).not.toMatch(/param \w*(secret|password|token)/i);
    for (const name of ['kinline-secret', 'kinline-store', 'safeguarding-lead', 'safeguarding-second'])
      expect(bicep).toContain(`SecretUri=\${secret}/${name})`);
  });

  test('every setting of the web app is one of ours or of the platform', () => {
    const names = [...bicep.matchAll(/\{ name: '(\w+)', value:/g)].map(([, name]) => name ?? '');
    expect(names.filter((name) => !(name in settings) && !name.startsWith('WEBSITES_'))).toEqual([]);
  });

  test('brackets and quotes are even, line by line and as a whole', () => {
    const code = bicep.replace(/^\s*\/\/.*$/gm, '');
    for (const [open, close] of ['{}', '[]', '()'].map((pair) => [...pair]))
      expect([open, code.split(open as string).length]).toEqual([open, code.split(close as string).length]);
    for (const line of code.split('\n')) expect((line.match(/'/g) ?? []).length % 2).toBe(0);
  });
});

describe('proxies', () => {
  test.each([
    [
      'Caddyfile',
      [
        /path \/metrics \/health/,
        /header_up X-Forwarded-For \{remote_host\}/,
        /max_size 1MB/,
        /read_body 30s/,
      ],
    ],
    [
      'nginx.conf',
      [
        /location = \/metrics \{ return 404; \}/,
        /proxy_set_header X-Forwarded-For \$remote_addr;/,
        /client_max_body_size\s+1m;/,
        /client_body_timeout\s+30s;/,
        /access_log off;/,
        /proxy_set_header Upgrade \$http_upgrade;/,
      ],
    ],
  ] as const)('%s keeps the inside in, replaces the sender’s word and sets limits', (name, needed) => {
    const file = read(`proxy/${name}`);
    for (const pattern of needed) expect(file).toMatch(pattern);
    expect(file.split('{').length).toBe(file.split('}').length);
  });
});
