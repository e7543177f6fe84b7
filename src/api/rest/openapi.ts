// The OpenAPI 3.1 description, from the routes and from the procedure tables.
import type { ProcedureSpec } from '../../../schemas/rpc/procedure.ts';
import { VIRTLIGHT_VERSION } from '../../../schemas/version.ts';
import { callable } from './calls.ts';
import { pathParameters, type Route } from './routes.ts';
import { type JsonSchema, jsonSchemaOf } from './schema.ts';

const problem: JsonSchema = {
  type: 'object',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'integer', description: 'virErrorNumber' },
    domain: { type: 'integer', description: 'virErrorDomain' },
  },
  required: ['type', 'title', 'status', 'detail'],
};
const errorAnswer = {
  description: 'What went wrong',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
const content = (types: Readonly<Record<string, JsonSchema>>): object =>
  Object.fromEntries(Object.entries(types).map(([type, schema]) => [type, { schema }]));

const connectParameter = {
  name: 'connect',
  in: 'query',
  description: 'libvirt URI of the driver; without it the daemon chooses as for an empty URI',
  schema: { type: 'string' },
};

const operationOf = (route: Route): object => {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);
  return {
    operationId: route.id,
    summary: route.summary,
    parameters: [
      connectParameter,
      ...names.map((name) => ({ name, in: 'path', required: true, schema: pathParameters[name] })),
      ...Object.entries(route.query ?? {}).map(([name, schema]) => ({ name, in: 'query', schema })),
    ],
    ...(route.body ? { requestBody: { required: true, content: content(route.body) } } : {}),
    responses: {
      [route.status]: {
        description: 'Done',
        ...(Object.keys(route.answers).length > 0 ? { content: content(route.answers) } : {}),
      },
      default: errorAnswer,
    },
  };
};

const callOf = (name: string, spec: ProcedureSpec): object => ({
  operationId: `call_${name}`,
  summary: `${spec.api} (procedure ${spec.wire})`,
  tags: ['procedures', spec.family],
  parameters: [connectParameter],
  ...(spec.args
    ? { requestBody: { required: true, content: content({ 'application/json': jsonSchemaOf(spec.args) }) } }
    : {}),
  responses: {
    [spec.ret ? 200 : 204]: {
      description: 'Done',
      ...(spec.ret ? { content: content({ 'application/json': jsonSchemaOf(spec.ret) }) } : {}),
    },
    default: errorAnswer,
  },
});

const DEFINITION = '#/components/schemas/DomainDefinition';

/**
 * A schema that stood by itself, as a part of the description: its references begin at the description's root, since few
 * tools follow those that begin at an $id.
 */
const embedded = (schema: JsonSchema, at: string): JsonSchema => {
  const { $id: _id, $schema: _dialect, ...rest } = schema;
  return JSON.parse(JSON.stringify(rest).replaceAll('"#/', `"${at}/`));
};

/** The whole description; `definition` is the schema of a domain's JSON form. */
export const openApi = (routes: readonly Route[], definition: JsonSchema): object => {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = paths[route.path] ?? {};
    path[route.method.toLowerCase()] = operationOf(route);
    paths[route.path] = path;
  }
  for (const [name, spec] of callable) paths[`/v1/call/${name}`] = { post: callOf(name, spec) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'virtlight',
      version: VIRTLIGHT_VERSION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: { schemas: { Problem: problem, DomainDefinition: embedded(definition, DEFINITION) } },
  };
};
