// Reads { exchanges, deliveries } from stdin, checks them against GitHub's own descriptions, and writes { problems, checked } to stdout.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import formats from 'ajv-formats';
import { buildSchema, execute, parse, validate } from 'graphql';

const read = path => JSON.parse(readFileSync(new URL(`node_modules/@octokit/${path}`, import.meta.url)));
const { exchanges, deliveries } = JSON.parse(readFileSync(0, 'utf8'));
const problems = [];
const checked = { requests: 0, responses: 0, webhooks: 0, queries: 0 };

let graph;
// The request against GitHub's schema; then the answer, by letting the schema read it back: what is missing, null or of a wrong type is an error.
function checkQuery({ requestBody, responseBody }) {
  // Taken as it is: GitHub defines two fields of an enterprise twice.
  graph ??= buildSchema(readFileSync(new URL('node_modules/@octokit/graphql-schema/schema.graphql', import.meta.url), 'utf8'), { assumeValid: true, assumeValidSDL: true });
  const { query, variables } = JSON.parse(requestBody);
  const document = parse(query);
  const wrong = validate(graph, document);
  for (const error of wrong) problems.push(`graphql request: ${error.message}`);
  const { data } = JSON.parse(responseBody);
  if (wrong.length > 0 || !data) return;
  checked.queries++;
  const answer = execute({ schema: graph, document, rootValue: data, variableValues: variables, fieldResolver: (source, _, __, info) => source[info.path.key] });
  for (const error of answer.errors ?? []) problems.push(`graphql response: ${error.message} at ${error.path?.join('.')}`);
}

// OpenAPI 3.0 says `nullable` beside whatever it is about; JSON Schema has no such word.
function nullable(node) {
  if (Array.isArray(node)) return node.map(nullable);
  if (node === null || typeof node !== 'object') return node;
  const next = Object.fromEntries(Object.entries(node).filter(([key]) => key !== 'example' && key !== 'examples').map(([key, value]) => [key, nullable(value)]));
  // A slip of GitHub's: nobody is a user and an enterprise. Elsewhere the same is an anyOf.
  if (next.allOf?.some(part => part.title === 'Enterprise')) { next.anyOf = next.allOf; delete next.allOf; }
  if (node.nullable !== true) return next;
  delete next.nullable;
  return { anyOf: [{ type: 'null' }, next] };
}

const api = nullable(read('openapi/generated/api.github.com.json'));
const ajv = new Ajv.default({ strict: false, allErrors: true, validateFormats: true, validateSchema: false, logger: false });
formats.default(ajv);
// GitHub's own: a text in the form of a repository's name or of a template.
for (const name of ['repo.nwo', 'timestamp', 'ip/cidr', 'uri-template']) ajv.addFormat(name, true);
ajv.addSchema(api, 'api');
const normal = path => path.replace(/\{[^}]*\}/g, '{}').replace(/\/contents\/?$/, '/contents/{}');
const paths = new Map(Object.keys(api.paths).map(path => [normal(path), path]));
const pointer = parts => 'api#/' + parts.map(part => encodeURIComponent(part.replace(/~/g, '~0').replace(/\//g, '~1'))).join('/');
const compiled = new Map();
function errorsOf(schemaPointer, value) {
  if (!compiled.has(schemaPointer)) compiled.set(schemaPointer, ajv.compile({ $ref: schemaPointer }));
  const validate = compiled.get(schemaPointer);
  if (validate(value)) return [];
  // Some of GitHub's "one of" overlap: its own 409 is both a basic error and a violated push protection.
  return validate.errors.filter(error => !error.params.passingSchemas).map(error => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
}
const deref = node => node?.$ref ? node.$ref.slice(2).split('/').reduce((at, part) => at[part.replace(/~1/g, '/')], api) : node;

for (const one of exchanges) {
  if (one.route === '/graphql') { checkQuery(one); continue; }
  const where = `${one.method} ${one.path}${one.query} ${one.status}`;
  const path = paths.get(normal(one.route));
  const operation = path && api.paths[path][one.method.toLowerCase()];
  if (!operation) { problems.push(`${where}: GitHub describes no such route`); continue; }
  const prefix = ['paths', path, one.method.toLowerCase()];

  const known = new Set((operation.parameters ?? []).map(deref).filter(parameter => parameter.in === 'query').map(parameter => parameter.name));
  for (const name of new URLSearchParams(one.query).keys()) if (!known.has(name)) problems.push(`${where}: GitHub describes no parameter '${name}'`);
  if (one.status < 400 && operation.requestBody?.content?.['application/json'] && (one.requestBody || operation.requestBody.required)) {
    checked.requests++;
    const schema = pointer([...prefix, 'requestBody', 'content', 'application/json', 'schema']);
    for (const error of errorsOf(schema, JSON.parse(one.requestBody || '{}'))) problems.push(`${where}: request ${error}`);
  }

  // 401 and the limits' 403 can come from anywhere, and GitHub describes them nowhere.
  const found = operation.responses[one.status];
  const response = deref(found);
  if (!response) { if (one.status < 400) problems.push(`${where}: GitHub describes no such status`); else if (!JSON.parse(one.responseBody).message) problems.push(`${where}: no message`); continue; }
  checked.responses++;
  const json = response.content?.['application/json'];
  if (!json) { if (one.responseBody && one.status < 400) problems.push(`${where}: GitHub describes no body`); continue; }
  const base = found.$ref ? found.$ref.slice(2).split('/').map(part => part.replace(/~1/g, '/')) : [...prefix, 'responses', String(one.status)];
  for (const error of errorsOf(pointer([...base, 'content', 'application/json', 'schema']), JSON.parse(one.responseBody || 'null'))) problems.push(`${where}: response ${error}`);
}

const hooks = new Ajv.default({ strict: false, allErrors: true });
formats.default(hooks);
for (const name of ['repo.nwo', 'uri-template']) hooks.addFormat(name, true);
const definitions = read('webhooks-schemas/schema.json');
hooks.addSchema(definitions, 'hooks');
const events = new Map();
for (const { event, body } of deliveries) {
  const payload = JSON.parse(body);
  const name = definitions.definitions[`${event}$${payload.action}`] ? `${event}$${payload.action}` : `${event}$event`;
  if (!definitions.definitions[name]) { problems.push(`webhook ${event} ${payload.action}: GitHub describes no such event`); continue; }
  checked.webhooks++;
  if (!events.has(name)) events.set(name, hooks.compile({ $ref: `hooks#/definitions/${encodeURIComponent(name)}` }));
  const validate = events.get(name);
  if (!validate(payload)) for (const error of validate.errors) problems.push(`webhook ${name}: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
}

process.stdout.write(JSON.stringify({ problems: [...new Set(problems)], checked }));
