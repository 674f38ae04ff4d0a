/** Every operation of Direct Line's own specification is served, and answered only as it says. */
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import type { ConversationAnswer } from '../../../src/channels/direct-line/address.js';
import { type Service, startService } from './service.js';

const FILE = new URL('../../../../shared/fixtures/protocol/directline-3.0.json', import.meta.url);

interface Specification {
  paths: Record<string, Record<string, { responses: Record<string, { schema?: object }> }>>;
  definitions: Record<string, unknown>;
}

if (!existsSync(FILE)) test.skip('the reference files are not here', () => undefined);
else {
  const specification = JSON.parse(readFileSync(FILE, 'utf8')) as Specification;
  const operations = Object.entries(specification.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => ({
      path,
      method: method.toUpperCase(),
      responses,
    })),
  );
  const ajv = new Ajv.default({ strict: false });
  addFormats.default(ajv);

  describe('the specification', () => {
    let service: Service;
    let conversation: ConversationAnswer;
    beforeAll(async () => {
      service = await startService();
      conversation = await service.start();
      await service.say(conversation, 'food');
    });
    afterAll(() => service.close());

    const call = (method: string, path: string, token: string | undefined) =>
      service.call(
        method,
        path.replace('/v3/directline', '').replace('{conversationId}', conversation.conversationId),
        token,
        path.endsWith('/activities') && method === 'POST' ? { type: 'message', text: 'food' } : undefined,
      );

    test('names the eight operations these tests know', () => {
      expect(operations).toHaveLength(8);
    });

    test.each(operations)('$method $path succeeds as it says', async ({ method, path, responses }) => {
      const { status, body } = await call(method, path, conversation.token);
      expect(Object.keys(responses)).toContain(String(status));
      expect(status).toBeLessThan(300);
      const validate = ajv.compile({
        ...(responses[String(status)]?.schema ?? {}),
        definitions: specification.definitions,
      });
      expect(validate(body) || validate.errors).toBe(true);
    });

    test.each(operations.filter(({ path }) => !path.endsWith('/generate')))(
      '$method $path without a token is answered 401 as it says',
      async ({ method, path }) => {
        const { status, body } = await call(method, path, undefined);
        expect(status).toBe(401);
        const validate = ajv.compile({
          ...(specification.definitions.ErrorResponse as object),
          definitions: specification.definitions,
        });
        expect(validate(body) || validate.errors).toBe(true);
      },
    );
  });
}
