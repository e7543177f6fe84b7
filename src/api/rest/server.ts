// The REST face: fastify over a unix socket or TCP, routes from their declarations.
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Opener } from '../../daemon/open.ts';
import type { Operations } from '../../daemon/operations.ts';
import type { Identity } from '../../drivers/context.ts';
import type { Logger } from '../../drivers/host.ts';
import { peerCredentials } from '../../native/socket.ts';
import { callable, createCallers } from './calls.ts';
import { domainActions } from './domains.ts';
import type { DefinitionForms } from './forms.ts';
import type { HttpFace } from './listen.ts';
import { openApi } from './openapi.ts';
import { problemOf } from './problem.ts';
import { type Route, routes, TAKEN, type TextAnswer } from './routes.ts';
import { fromJson, jsonReplacer, UUID } from './schema.ts';

const REQUEST_MS = 60_000;
const BODY_MAX = 32 << 20;
const LOOPBACK = /^(127\.[0-9.]+|\[?::1\]?|localhost)$/;

export interface RestOptions {
  readonly opener: Opener;
  readonly operations: Operations;
  readonly forms: DefinitionForms;
  readonly log: Logger;
  /** Are all drivers up? */
  ready(): boolean;
}

const identityOf = (request: FastifyRequest): Identity => {
  const handle = (request.socket as unknown as { _handle?: { fd?: number } })._handle;
  const credentials = handle?.fd !== undefined && handle.fd >= 0 ? peerCredentials(handle.fd) : null;
  return credentials ?? {};
};

/** Ready for connections when it resolves. */
export const createRestServer = async (options: RestOptions): Promise<HttpFace> => {
  const callers = createCallers(options.opener, options.operations);
  const app: FastifyInstance = fastify({
    bodyLimit: BODY_MAX,
    requestTimeout: REQUEST_MS,
    forceCloseConnections: true,
  });
  app.addContentTypeParser(['application/xml', 'text/xml'], { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  // Whoever reaches the address may do anything, but a page in somebody's browser is not whoever: it names its origin, or
  // came here by a host name that only seems to be this machine.
  app.addHook('onRequest', async (request) => {
    const { origin, host } = request.headers;
    const foreign = origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === host);
    const overTcp = request.socket.remoteAddress !== undefined;
    if (foreign || (overTcp && !LOOPBACK.test(request.hostname)))
      throw new VirError(
        ErrorCode.ACCESS_DENIED,
        ErrorDomain.NONE,
        'requests from pages of other origins are refused',
      );
  });
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500 && !(error instanceof VirError))
      options.log.error({ err: error, url: request.url }, 'request failed');
    return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  });
  app.setNotFoundHandler((request, reply) =>
    reply
      .code(404)
      .type('application/problem+json')
      .send(
        JSON.stringify({
          type: 'about:blank',
          title: 'not found',
          status: 404,
          detail: `no route ${request.method} ${request.url}`,
        }),
      ),
  );

  const callerFor = (request: FastifyRequest, signal: AbortSignal) =>
    callers.caller(
      String((request.query as { connect?: string }).connect ?? ''),
      identityOf(request),
      false,
      signal,
    );

  const answer = (reply: FastifyReply, status: number, value: unknown): FastifyReply => {
    if (value === undefined) return reply.code(204).send();
    const text = value as Partial<TextAnswer>;
    if (text.contentType && text.text !== undefined) return reply.type(text.contentType).send(text.text);
    return reply.code(status).type('application/json').send(JSON.stringify(value, jsonReplacer));
  };

  const mount = (route: Route): void => {
    app.route({
      method: route.method,
      url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      handler: async (request, reply) => {
        const signal = AbortSignal.timeout(REQUEST_MS);
        const params = request.params as Record<string, string>;
        if (params.uuid !== undefined && !UUID.test(params.uuid))
          throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.DOMAIN, `'${params.uuid}' is not a UUID`);
        const known = route.path.includes('{action}') ? routeActions.has(params.action as string) : true;
        if (!known) return reply.callNotFound();
        const value = await route.run({
          caller: await callerFor(request, signal),
          params,
          query: request.query as Record<string, string>,
          headers: request.headers,
          body: request.body,
          forms: options.forms,
          response: reply.raw,
        });
        if (value === TAKEN) return reply.hijack();
        return answer(reply, route.status, route.status === 204 ? undefined : value);
      },
    });
  };
  const routeActions = new Set(Object.keys(domainActions));
  for (const route of routes) mount(route);

  app.post('/v1/call/:name', async (request, reply) => {
    const { name } = request.params as { name: string };
    const spec = callable.get(name);
    if (!spec) return reply.callNotFound();
    const caller = await callerFor(request, AbortSignal.timeout(REQUEST_MS));
    const args = spec.args ? (fromJson(spec.args, request.body ?? {}) as Record<string, unknown>) : {};
    return answer(reply, 200, await caller.callByName(name, args));
  });

  const description = JSON.stringify(openApi(routes, options.forms.domainSchema));
  app.get('/openapi.json', (_request, reply) => reply.type('application/json').send(description));
  app.get('/healthz', (_request, reply) => reply.send({ alive: true }));
  app.get('/readyz', (_request, reply) =>
    reply.code(options.ready() ? 200 : 503).send({ ready: options.ready() }),
  );

  await app.ready();
  // It never listens itself (listen.ts does); this is when Node's server begins to time its connections.
  app.server.emit('listening');
  return {
    take(socket) {
      app.server.emit('connection', socket);
      socket.resume();
    },
    async close() {
      callers.close();
      app.server.closeAllConnections();
      await app.close();
    },
  };
};
