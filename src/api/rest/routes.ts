// Every route as data: method, path, words, parameters, schemas, and what it does. The server and the OpenAPI
// description are both made from this list.
import type { ServerResponse } from 'node:http';
import type { Caller } from './calls.ts';
import {
  type DomainAction,
  defineDomain,
  domainActions,
  getDomain,
  getDomainXml,
  listDomains,
  runDomainAction,
  stateNames,
  undefineDomain,
} from './domains.ts';
import { streamEvents } from './events.ts';
import type { DefinitionForms } from './forms.ts';
import type { JsonSchema } from './schema.ts';

export interface RouteRequest {
  readonly caller: Caller;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
  readonly forms: DefinitionForms;
  readonly response: ServerResponse;
}
/** A text with a type of its own, where a route answers something else than JSON. */
export interface TextAnswer {
  readonly contentType: string;
  readonly text: string;
}
/** The handler has taken the response over. */
export const TAKEN = Symbol('taken');

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly query?: Readonly<Record<string, JsonSchema>>;
  /** Content types of the body with their schemas. */
  readonly body?: Readonly<Record<string, JsonSchema>>;
  readonly status: number;
  readonly answers: Readonly<Record<string, JsonSchema>>;
  run(request: RouteRequest): Promise<unknown>;
}

const uuid: JsonSchema = { type: 'string', format: 'uuid' };
export const pathParameters: Readonly<Record<string, JsonSchema>> = {
  uuid,
  action: { type: 'string', enum: Object.keys(domainActions) },
};

const summaryProperties = {
  name: { type: 'string' },
  uuid,
  id: { type: ['integer', 'null'] },
  state: { type: 'string', enum: [...stateNames] },
  reason: { type: 'integer', description: 'as virDomainState reports it for the state' },
  persistent: { type: 'boolean' },
  autostart: { type: 'boolean' },
};
const detailProperties = {
  ...summaryProperties,
  vcpus: { type: 'integer' },
  maxMemory: { type: 'integer', description: 'KiB' },
  memory: { type: 'integer', description: 'KiB' },
  cpuTime: { type: 'integer', description: 'nanoseconds' },
};
const object = (properties: Record<string, JsonSchema>): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});
const DomainSummary = object(summaryProperties);
const DomainDetail = object(detailProperties);
const xmlText: JsonSchema = { type: 'string', description: 'libvirt domain XML' };
const definition: JsonSchema = { $ref: '#/components/schemas/DomainDefinition' };
const JSON_TYPE = 'application/json';
const XML_TYPE = 'application/xml';

const xmlFlags = { inactive: 2, secure: 1 } as const;
const flagsOf = (query: Readonly<Record<string, string>>): number =>
  (query.inactive === 'true' ? xmlFlags.inactive : 0) | (query.secure === 'true' ? xmlFlags.secure : 0);
const xmlQuery = {
  inactive: { type: 'boolean', description: 'the stored definition instead of the running one' },
  secure: { type: 'boolean', description: 'with passwords' },
};

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/domains',
    id: 'listDomains',
    summary: 'All domains, running or not',
    status: 200,
    answers: { [JSON_TYPE]: { type: 'array', items: DomainSummary } },
    run: ({ caller }) => listDomains(caller),
  },
  {
    method: 'GET',
    path: '/v1/domains/{uuid}',
    id: 'getDomain',
    summary: 'One domain; its XML definition when application/xml is asked for',
    query: xmlQuery,
    status: 200,
    answers: { [JSON_TYPE]: DomainDetail, [XML_TYPE]: xmlText },
    async run({ caller, params, query, headers }) {
      if (String(headers.accept ?? '').includes('xml'))
        return {
          contentType: XML_TYPE,
          text: await getDomainXml(caller, params.uuid as string, flagsOf(query)),
        };
      return getDomain(caller, params.uuid as string);
    },
  },
  {
    method: 'GET',
    path: '/v1/domains/{uuid}/definition',
    id: 'getDomainDefinition',
    summary: 'The definition in its JSON form, or as XML',
    query: xmlQuery,
    status: 200,
    answers: { [JSON_TYPE]: definition, [XML_TYPE]: xmlText },
    async run({ caller, params, query, headers, forms }) {
      const text = await getDomainXml(caller, params.uuid as string, flagsOf(query));
      return String(headers.accept ?? '').includes('xml')
        ? { contentType: XML_TYPE, text }
        : forms.domainFromXml(text);
    },
  },
  {
    method: 'PUT',
    path: '/v1/domains/{uuid}',
    id: 'putDomain',
    summary: 'Defines a domain, or replaces its definition',
    body: { [JSON_TYPE]: definition, [XML_TYPE]: xmlText },
    status: 200,
    answers: { [JSON_TYPE]: DomainDetail },
    run: ({ caller, params, body, forms }) =>
      defineDomain(caller, forms.domainToXml(body, params.uuid as string)),
  },
  {
    method: 'DELETE',
    path: '/v1/domains/{uuid}',
    id: 'deleteDomain',
    summary: 'Removes the definition; a running guest stays as a transient one',
    status: 204,
    answers: {},
    run: ({ caller, params }) => undefineDomain(caller, params.uuid as string),
  },
  {
    method: 'POST',
    path: '/v1/domains/{uuid}/actions/{action}',
    id: 'actOnDomain',
    summary: 'Starts, stops, pauses, ... a domain; answers its new state',
    status: 200,
    answers: { [JSON_TYPE]: DomainDetail },
    run: ({ caller, params }) =>
      runDomainAction(caller, params.uuid as string, params.action as DomainAction),
  },
  {
    method: 'GET',
    path: '/v1/events',
    id: 'streamEvents',
    summary: 'What happens, as server-sent events; Last-Event-ID resumes',
    query: {
      family: { type: 'string' },
      object: { type: 'string', description: 'uuid, or name of a node device' },
    },
    status: 200,
    answers: { 'text/event-stream': { type: 'string' } },
    async run({ caller, headers, query, response }) {
      const last = headers['last-event-id'];
      const after = typeof last === 'string' && /^[0-9]+$/.test(last) ? Number(last) : null;
      streamEvents(caller.events, response, after, query);
      return TAKEN;
    },
  },
];
